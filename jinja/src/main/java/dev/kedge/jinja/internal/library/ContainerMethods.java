package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.operation.Equality;
import dev.kedge.jinja.internal.operation.Slices;
import dev.kedge.jinja.internal.value.Dict;
import dev.kedge.jinja.internal.value.DictView;
import dev.kedge.jinja.internal.value.Int;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.None;
import dev.kedge.jinja.internal.value.Value;
import java.util.List;

/** The methods of lists, tuples and dicts that change nothing. */
final class ContainerMethods {

    static final Table LIST = sequence().with("copy", Call::self, "/");

    static final Table TUPLE = sequence();

    static final Table DICT = new Table()
            .with("get", ContainerMethods::get, "key", "default?", "/")
            .with("items", call -> new DictView((Dict) call.self(), DictView.Part.ITEMS), "/")
            .with("keys", call -> new DictView((Dict) call.self(), DictView.Part.KEYS), "/")
            .with("values", call -> new DictView((Dict) call.self(), DictView.Part.VALUES), "/")
            .with("copy", Call::self, "/");

    private ContainerMethods() {}

    private static Table sequence() {
        return new Table()
                .with("count", ContainerMethods::count, "value", "/")
                .with("index", ContainerMethods::index, "value", "start?", "stop?", "/");
    }

    private static Value get(Call call) {
        Value key = call.value("key");
        key.hashed(call.budget());
        return call.self().item(key).or(() -> call.given("default")).orElse(None.NONE);
    }

    private static Value count(Call call) {
        Value sought = call.value("value");
        return Int.of(((Items) call.self())
                .elements().stream()
                        .filter(element -> Equality.equal(element, sought, call.budget()))
                        .count());
    }

    private static Value index(Call call) {
        List<Value> all = ((Items) call.self()).elements();
        Value start = call.given("start").orElse(None.NONE);
        Value stop = call.given("stop").orElse(None.NONE);
        Items part = (Items) Slices.slice(call.self(), start, stop, None.NONE, call.budget());
        int offset = all.size()
                - ((Items) Slices.slice(call.self(), start, None.NONE, None.NONE, call.budget()))
                        .elements()
                        .size();
        for (int i = 0; i < part.elements().size(); i++) {
            if (Equality.equal(part.elements().get(i), call.value("value"), call.budget())) {
                return Int.of(offset + i);
            }
        }
        throw new Fault(call.value("value").representation(call.budget()) + " is not in list");
    }
}
