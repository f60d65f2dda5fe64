package dev.kedge.jinja.internal.value;

import java.util.List;
import java.util.Map;

/**
 * The values passed in a call.
 *
 * @param positional in order
 * @param named by name, in order
 */
public record Arguments(List<Value> positional, Map<String, Value> named) {

    /** Nothing. */
    public static final Arguments NONE = new Arguments(List.of(), Map.of());

    /**
     * Only positional ones.
     *
     * @param values the values
     */
    public static Arguments of(Value... values) {
        return new Arguments(List.of(values), Map.of());
    }

    /**
     * All but the first positional ones.
     *
     * @param count how many to leave out; at most as many as there are
     */
    public Arguments without(int count) {
        return new Arguments(positional.subList(count, positional.size()), named);
    }
}
