package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.operation.Equality;
import dev.kedge.jinja.internal.operation.Ordering;
import dev.kedge.jinja.internal.value.Dict;
import dev.kedge.jinja.internal.value.DictView;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Undefined;
import dev.kedge.jinja.internal.value.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Filters that compare elements; they do not look at case unless told to. */
final class OrderFilters {

    private OrderFilters() {}

    static Value sort(Call call) {
        boolean caseSensitive = call.flag("case_sensitive", false);
        List<AttributePath> paths = AttributePath.several(call);
        return Items.of(
                Items.Kind.LIST,
                Ordering.sorted(
                        Items.collect(call.self(), call.budget()),
                        element -> key(paths, element, caseSensitive, call),
                        call.flag("reverse", false),
                        call.budget()));
    }

    private static Value key(List<AttributePath> paths, Value element, boolean caseSensitive, Call call) {
        if (paths.equals(List.of(AttributePath.SELF))) {
            return AttributePath.SELF.key(element, caseSensitive, call.budget());
        }
        List<Value> keys = new ArrayList<>(paths.size());
        paths.forEach(path -> keys.add(path.key(element, caseSensitive, call.budget())));
        return Items.list(keys, call.budget());
    }

    static Value dictSort(Call call) {
        String by = call.text("by").map(Text::chars).orElse("key");
        if (!by.equals("key") && !by.equals("value")) {
            throw new Fault("You can only sort by either \"key\" or \"value\"");
        }
        if (call.self() instanceof Undefined undefined) {
            throw undefined.fault();
        }
        if (!(call.self() instanceof Dict dict)) {
            throw new Fault("'" + call.self().typeName() + "' object has no attribute 'items'");
        }
        int part = by.equals("key") ? 0 : 1;
        boolean caseSensitive = call.flag("case_sensitive", false);
        return Items.of(
                Items.Kind.LIST,
                Ordering.sorted(
                        Items.collect(new DictView(dict, DictView.Part.ITEMS), call.budget()),
                        pair -> AttributePath.folded(((Items) pair).elements().get(part), caseSensitive, call.budget()),
                        call.flag("reverse", false),
                        call.budget()));
    }

    static Value extreme(Call call, boolean largest) {
        boolean caseSensitive = call.flag("case_sensitive", false);
        AttributePath path = AttributePath.of(call);
        Iterator<Value> elements = call.self().iterator();
        if (!elements.hasNext()) {
            return Undefined.because("No aggregated item, sequence was empty.");
        }
        Value best = elements.next();
        Value bestKey = path.key(best, caseSensitive, call.budget());
        while (elements.hasNext()) {
            Value element = elements.next();
            Value key = path.key(element, caseSensitive, call.budget());
            Ordering better = largest ? Ordering.GREATER : Ordering.LESS;
            if (better.holds(key, bestKey, call.budget())) {
                best = element;
                bestKey = key;
            }
        }
        return best;
    }

    /** Groups of equal attributes, in their order; each is known by the attribute of its first element. */
    static Value groupBy(Call call) {
        boolean caseSensitive = call.flag("case_sensitive", false);
        Optional<Value> absent = call.some("default");
        AttributePath path = AttributePath.of(call.value("attribute"), absent, call.budget());
        List<Value> sorted = Ordering.sorted(
                Items.collect(call.self(), call.budget()),
                element -> path.key(element, caseSensitive, call.budget()),
                false,
                call.budget());
        List<Value> groups = new ArrayList<>();
        int begin = 0;
        for (int end = 1; end <= sorted.size(); end++) {
            boolean ends = end == sorted.size()
                    || !Equality.equal(
                            path.key(sorted.get(begin), caseSensitive, call.budget()),
                            path.key(sorted.get(end), caseSensitive, call.budget()),
                            call.budget());
            if (ends) {
                Value name = path.follow(sorted.get(begin), call.budget());
                Value members = Items.list(sorted.subList(begin, end), call.budget());
                groups.add(Items.of(Items.Kind.GROUP, List.of(name, members)));
                begin = end;
            }
        }
        return Items.list(groups, call.budget());
    }
}
