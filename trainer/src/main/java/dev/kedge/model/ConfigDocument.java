package dev.kedge.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to a JSON object such as {@code config.json}. A key whose value is {@code null} counts as absent. Errors
 * name the key, what is allowed and what stands there.
 */
public final class ConfigDocument {

    private final String prefix;
    private final Map<String, Object> values;
    private final Set<String> nulls = new TreeSet<>();

    private ConfigDocument(String prefix, Map<?, ?> source) {
        this.prefix = prefix;
        this.values = new LinkedHashMap<>();
        source.forEach((key, value) -> {
            if (value != null) {
                values.put(String.valueOf(key), value);
            } else {
                nulls.add(String.valueOf(key));
            }
        });
    }

    /**
     * Wraps a parsed JSON object.
     *
     * @param values numbers, strings, booleans, lists, maps and nulls by key
     */
    public static ConfigDocument of(Map<String, ? extends @Nullable Object> values) {
        return new ConfigDocument("", values);
    }

    /**
     * Whether a key has a value.
     *
     * @param key of this object
     * @return false if it is absent or null
     */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /**
     * Whether a key is there and its value is {@code null}.
     *
     * @param key of this object
     * @return false if it is absent or has a value
     */
    public boolean isNull(String key) {
        return nulls.contains(key);
    }

    /**
     * Every key that has a value.
     *
     * @return in alphabetical order
     */
    public Set<String> keys() {
        return new TreeSet<>(values.keySet());
    }

    /**
     * A whole number that must be there.
     *
     * @param key of this object
     */
    public int integer(String key) {
        return asInteger(key, required(key, "an integer"));
    }

    /**
     * A whole number.
     *
     * @param key of this object
     * @param otherwise if the key is absent
     */
    public int integer(String key, int otherwise) {
        return find(key).map(value -> asInteger(key, value)).orElse(otherwise);
    }

    /**
     * A number that must be there.
     *
     * @param key of this object
     */
    public double decimal(String key) {
        return asDecimal(key, required(key, "a number"));
    }

    /**
     * A number.
     *
     * @param key of this object
     * @param otherwise if the key is absent
     */
    public double decimal(String key, double otherwise) {
        return find(key).map(value -> asDecimal(key, value)).orElse(otherwise);
    }

    /**
     * A truth value.
     *
     * @param key of this object
     * @param otherwise if the key is absent
     */
    public boolean flag(String key, boolean otherwise) {
        return find(key)
                .map(value -> {
                    if (value instanceof Boolean flag) {
                        return flag;
                    }
                    throw wrong(key, "true or false", value);
                })
                .orElse(otherwise);
    }

    /**
     * A text.
     *
     * @param key of this object
     * @return its value, if there is one
     */
    public Optional<String> text(String key) {
        return find(key).map(value -> {
            if (value instanceof String text) {
                return text;
            }
            throw wrong(key, "a string", value);
        });
    }

    /**
     * A list.
     *
     * @param key of this object
     * @return its elements, none if the key is absent
     */
    public List<?> list(String key) {
        return find(key)
                .<List<?>>map(value -> {
                    if (value instanceof List<?> list) {
                        return list;
                    }
                    throw wrong(key, "a list", value);
                })
                .orElse(List.of());
    }

    /**
     * The value as it is.
     *
     * @param key of this object
     * @return a JSON value, if there is one
     */
    public Optional<Object> value(String key) {
        return find(key);
    }

    /**
     * A nested object.
     *
     * @param key of this object
     * @return its document, if there is one
     */
    public Optional<ConfigDocument> object(String key) {
        return find(key).map(value -> {
            if (value instanceof Map<?, ?> map) {
                return new ConfigDocument(prefix + key + ".", map);
            }
            throw wrong(key, "an object", value);
        });
    }

    /**
     * Whether nothing stands in this object, not even a {@code null}.
     *
     * @return true for an object without keys
     */
    public boolean isEmpty() {
        return values.isEmpty() && nulls.isEmpty();
    }

    /**
     * Refuses {@code null} where transformers refuses it too; an absent key is allowed.
     *
     * @param keys of this object
     */
    public void notNull(String... keys) {
        for (String key : keys) {
            if (isNull(key)) {
                throw new IllegalArgumentException(prefix + key + " must have a value or be absent, got null");
            }
        }
    }

    /**
     * Refuses every value but the ones that this program implements.
     *
     * @param key of this object; absent is allowed
     * @param allowed numbers are compared by value
     */
    public void only(String key, Object... allowed) {
        find(key).ifPresent(value -> {
            if (Arrays.stream(allowed).noneMatch(candidate -> equal(candidate, value))) {
                String list = allowed.length == 1 ? allowed[0].toString() : "one of " + Arrays.toString(allowed);
                throw new IllegalArgumentException(
                        prefix + key + " must be " + list + ", got " + value + ": not supported");
            }
        });
    }

    private static boolean equal(Object allowed, Object value) {
        if (allowed instanceof Number expected && value instanceof Number actual) {
            return expected.doubleValue() == actual.doubleValue();
        }
        return allowed.equals(value);
    }

    private Optional<Object> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    private Object required(String key, String kind) {
        return find(key).orElseThrow(() -> new IllegalArgumentException(prefix + key + " is missing, must be " + kind));
    }

    private int asInteger(String key, Object value) {
        if (value instanceof Integer whole) {
            return whole;
        }
        throw wrong(key, "an integer below 2^31", value);
    }

    private double asDecimal(String key, Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(key, "a number", value);
    }

    private IllegalArgumentException wrong(String key, String kind, Object value) {
        return new IllegalArgumentException(prefix + key + " must be " + kind + ", got " + value);
    }
}
