package dev.kedge.gguf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The metadata of a GGUF file by key: whole numbers are {@link Long}, others {@link Double}, arrays lists of these.
 *
 * @param values what the file says, in its order
 */
public record GgufMetadata(Map<String, Object> values) {

    /** Takes a copy. */
    public GgufMetadata {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** All keys, in the file's order. */
    public Set<String> keys() {
        return values.keySet();
    }

    /**
     * A text.
     *
     * @param key its key
     * @return the text; empty if there is no such key
     * @throws IllegalArgumentException if it is something else
     */
    public Optional<String> text(String key) {
        return value(key, String.class, "text");
    }

    /**
     * A whole number.
     *
     * @param key its key
     * @return the number; empty if there is no such key
     * @throws IllegalArgumentException if it is something else
     */
    public Optional<Long> integer(String key) {
        return value(key, Long.class, "a whole number");
    }

    /**
     * A number.
     *
     * @param key its key
     * @return the number; empty if there is no such key
     * @throws IllegalArgumentException if it is something else
     */
    public Optional<Double> decimal(String key) {
        return value(key, Number.class, "a number").map(Number::doubleValue);
    }

    /**
     * A truth value.
     *
     * @param key its key
     * @return the value; empty if there is no such key
     * @throws IllegalArgumentException if it is something else
     */
    public Optional<Boolean> flag(String key) {
        return value(key, Boolean.class, "true or false");
    }

    /**
     * A list of texts.
     *
     * @param key its key
     * @return the texts; empty if there is no such key
     * @throws IllegalArgumentException if it is something else
     */
    public Optional<List<String>> texts(String key) {
        return list(key, String.class, "texts");
    }

    /**
     * A list of numbers.
     *
     * @param key its key
     * @return the numbers; empty if there is no such key
     * @throws IllegalArgumentException if it is something else
     */
    public Optional<List<Number>> numbers(String key) {
        return list(key, Number.class, "numbers");
    }

    private <T> Optional<List<T>> list(String key, Class<T> type, String what) {
        return value(key, List.class, "a list of " + what).map(list -> {
            for (Object element : list) {
                if (!type.isInstance(element)) {
                    throw new IllegalArgumentException(key + " must be a list of " + what + ", got " + element);
                }
            }
            @SuppressWarnings("unchecked") // each was looked at
            List<T> typed = (List<T>) list;
            return typed;
        });
    }

    private <T> Optional<T> value(String key, Class<T> type, String what) {
        Object value = values.get(key);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalArgumentException(
                    key + " must be " + what + ", got " + (value instanceof List<?> ? "a list" : value));
        }
        return Optional.ofNullable(type.cast(value));
    }
}
