package dev.kedge.jinja.internal.library;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.value.Arguments;
import dev.kedge.jinja.internal.value.Dict;
import dev.kedge.jinja.internal.value.Function;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.Namespace;
import dev.kedge.jinja.internal.value.None;
import dev.kedge.jinja.internal.value.Range;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Value;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The functions that are there without being passed. */
public final class Globals {

    private static final Table TABLE = new Table()
            .with("cycler", call -> new Cycler(call.arguments().positional()), "*")
            .with("dict", call -> dict(call.arguments(), call.budget()), "*")
            .with("joiner", call -> new Joiner(call.given("sep").orElse(Text.of(", "))), "sep?")
            .with("namespace", Globals::namespace, "*")
            .with("raise_exception", Globals::raise, "message")
            .with("range", Globals::range, "*");

    private Globals() {}

    /**
     * All of them.
     *
     * @return functions by name
     */
    public static Map<String, Value> all() {
        Map<String, Value> all = new TreeMap<>();
        for (String name : TABLE.names()) {
            Builtin function = TABLE.find(name).orElseThrow();
            all.put(name, new Function(name, (arguments, budget) -> function.apply(None.NONE, arguments, budget)));
        }
        return all;
    }

    private static Value raise(Call call) {
        throw new Fault(call.value("message").string(call.budget()));
    }

    private static Value range(Call call) {
        List<Value> given = call.arguments().positional();
        if (!call.arguments().named().isEmpty()) {
            throw new Fault("range() takes no keyword arguments");
        }
        if (given.isEmpty() || given.size() > 3) {
            throw new Fault("range expected at " + (given.isEmpty() ? "least 1 argument" : "most 3 arguments")
                    + ", got " + given.size());
        }
        long[] bounds = given.stream().mapToLong(Globals::bound).toArray();
        return bounds.length == 1
                ? new Range(0, bounds[0], 1)
                : new Range(bounds[0], bounds[1], bounds.length == 3 ? bounds[2] : 1);
    }

    /** Far enough away to be refused, near enough not to overflow. */
    private static long bound(Value value) {
        BigInteger most = BigInteger.ONE.shiftLeft(60);
        return value.integer()
                .orElseThrow(() -> new Fault("'" + value.typeName() + "' object cannot be interpreted as an integer"))
                .max(most.negate())
                .min(most)
                .longValue();
    }

    private static Value namespace(Call call) {
        Map<String, Value> attributes = new LinkedHashMap<>();
        dict(call.arguments(), call.budget())
                .entries()
                .forEach(entry -> attributes.put(entry.key().string(call.budget()), entry.value()));
        return new Namespace(attributes);
    }

    /** {@code dict(pairs, name=value)}. */
    private static Dict dict(Arguments arguments, Budget budget) {
        Dict.Builder dict = new Dict.Builder(budget);
        if (arguments.positional().size() > 1) {
            throw new Fault("dict expected at most 1 argument, got "
                    + arguments.positional().size());
        }
        for (Value from : arguments.positional()) {
            if (from instanceof Dict other) {
                dict.putAll(other);
                continue;
            }
            for (Iterator<Value> pairs = from.iterator(); pairs.hasNext(); ) {
                List<Value> pair = Items.collect(pairs.next(), budget);
                if (pair.size() != 2) {
                    throw new Fault("dictionary update sequence element has length " + pair.size() + "; 2 is required");
                }
                dict.put(pair.get(0), pair.get(1));
            }
        }
        arguments.named().forEach((name, value) -> dict.put(Text.of(name), value));
        return dict.build();
    }
}
