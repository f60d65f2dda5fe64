package dev.kedge.jinja;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.value.Arguments;
import dev.kedge.jinja.internal.value.Bool;
import dev.kedge.jinja.internal.value.Dict;
import dev.kedge.jinja.internal.value.Function;
import dev.kedge.jinja.internal.value.Int;
import dev.kedge.jinja.internal.value.Items;
import dev.kedge.jinja.internal.value.None;
import dev.kedge.jinja.internal.value.Real;
import dev.kedge.jinja.internal.value.Text;
import dev.kedge.jinja.internal.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Java objects as values of the template language, and how large they are. */
final class Variables {

    /** Cells of an element or entry, besides what it holds. */
    private static final int ENTRY = 8;

    /** Bounded by the caller's memory only: the variables are the caller's. */
    private final Budget unbounded = new Budget(Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);

    private final Map<String, Value> values = new LinkedHashMap<>();
    private long size;

    Variables(Map<String, ?> variables) {
        variables.forEach((name, value) -> values.put(name, value(value, name, 0)));
    }

    Map<String, Value> values() {
        return values;
    }

    /** Characters, and a few for each element. */
    long size() {
        return size;
    }

    private Value value(Object object, String path, int depth) {
        if (depth >= Value.MAX_DEPTH) {
            throw new IllegalArgumentException("variables must be nested at most " + Value.MAX_DEPTH
                    + " levels deep, got more at " + path.substring(0, Math.min(80, path.length())));
        }
        size += ENTRY;
        if (object == null) {
            return None.NONE;
        }
        if (object instanceof CharSequence chars) {
            size += chars.length();
            return Text.of(chars.toString());
        }
        if (object instanceof Boolean flag) {
            return Bool.of(flag);
        }
        if (object instanceof Number number) {
            return number(number, path);
        }
        if (object instanceof Map<?, ?> map) {
            Dict.Builder dict = new Dict.Builder(unbounded);
            map.forEach(
                    (key, value) -> dict.put(value(key, path, depth + 1), value(value, path + "." + key, depth + 1)));
            return dict.build();
        }
        if (object instanceof Collection<?> collection) {
            List<Value> elements = new ArrayList<>(collection.size());
            for (Object element : collection) {
                elements.add(value(element, path + "[" + elements.size() + "]", depth + 1));
            }
            return Items.of(Items.Kind.LIST, elements);
        }
        if (object instanceof TemplateFunction function) {
            return new Function(path, (arguments, budget) -> call(function, arguments, budget));
        }
        throw new IllegalArgumentException("a variable must be null, a boolean, a number, text, a collection, a map or"
                + " a TemplateFunction, got " + object.getClass().getName() + " at " + path);
    }

    private static Value number(Number number, String path) {
        if (number instanceof Double || number instanceof Float || number instanceof BigDecimal) {
            return new Real(number.doubleValue());
        }
        try {
            return number instanceof BigInteger large ? new Int(large) : Int.of(number.longValue());
        } catch (Fault tooLarge) {
            throw new IllegalArgumentException(tooLarge.reason() + " at " + path, tooLarge);
        }
    }

    private static Value call(TemplateFunction function, Arguments arguments, Budget budget) {
        List<String> texts = arguments.positional().stream()
                .map(value -> value.string(budget))
                .toList();
        try {
            return Text.made(function.call(texts), budget);
        } catch (IllegalArgumentException refused) {
            throw new Fault(String.valueOf(refused.getMessage()));
        }
    }
}
