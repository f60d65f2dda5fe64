package dev.kedge.config;

import dev.kedge.api.Choice;
import dev.kedge.api.Inlined;
import dev.kedge.api.Kind;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Settings as a recipe can say them: {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code List},
 * {@code Map<String, …>} in the order written, and the empty {@code Optional} for {@code null}.
 */
final class PlainValue {

    private PlainValue() {}

    /** The plain form of a value that a configuration record may hold. */
    static Object of(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? of(optional.get()) : Optional.empty();
        }
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? (Object) (long) optional.getAsInt() : Optional.empty();
        }
        if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? (Object) optional.getAsLong() : Optional.empty();
        }
        if (value instanceof OptionalDouble optional) {
            return optional.isPresent() ? (Object) optional.getAsDouble() : Optional.empty();
        }
        if (value instanceof String || value instanceof Boolean || value instanceof Long || value instanceof Double) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return Double.valueOf(number.toString()); // 0.1f is meant as 0.1
        }
        if (value instanceof Enum<?> constant) {
            return enumText(constant);
        }
        if (value instanceof Duration || value instanceof Path) {
            return value.toString();
        }
        if (value instanceof Choice<?> choice) {
            return ofChoice(choice, ofRecord(choice.config()));
        }
        if (value instanceof Record settings) {
            Map<String, Object> plain = ofRecord(settings);
            return isInlining(settings) && plain.keySet().equals(Set.of(Kind.KEY))
                    ? plain.values().iterator().next()
                    : plain;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, entry) -> plain.put(key.toString(), of(entry)));
            return Collections.unmodifiableMap(plain);
        }
        if (value instanceof Collection<?> elements) {
            List<Object> plain = new ArrayList<>();
            elements.forEach(element -> plain.add(of(element)));
            return List.copyOf(plain);
        }
        throw new IllegalStateException(value.getClass().getName() + " cannot be written in a recipe");
    }

    static Map<String, Object> ofRecord(Record settings) {
        if (settings instanceof KeyedSettings<?> keyed) {
            return keyed.written();
        }
        Map<String, Object> plain = new LinkedHashMap<>();
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            Object value = ofComponent(component, settings);
            if (component.isAnnotationPresent(Inlined.class)) {
                plain.putAll(value instanceof Map<?, ?> map ? keyed(map) : Map.of(Kind.KEY, value));
            } else if (!isInlining(settings) || !value.equals(Optional.empty())) {
                plain.put(Paths.key(component.getName()), value);
            }
        }
        return Collections.unmodifiableMap(plain);
    }

    private static Map<String, Object> keyed(Map<?, ?> map) {
        Map<String, Object> keyed = new LinkedHashMap<>();
        map.forEach((key, value) -> keyed.put((String) key, value));
        return keyed;
    }

    /** The plain form of a component; a choice that may be absent and is, is written {@code none}. */
    static Object ofComponent(RecordComponent component, Record settings) {
        Object value = RecordComponents.read(component, settings);
        return isAbsentChoice(component, value) ? ChoiceBinder.NONE : of(value);
    }

    /** Whether a record's keys stand among those of a choice, so that they belong on one line with it. */
    static boolean isInlining(Record settings) {
        return Stream.of(settings.getClass().getRecordComponents())
                .anyMatch(component -> component.isAnnotationPresent(Inlined.class));
    }

    static boolean isAbsentChoice(RecordComponent component, Object value) {
        return value.equals(Optional.empty())
                && component.getGenericType() instanceof ParameterizedType optional
                && optional.getActualTypeArguments()[0] instanceof ParameterizedType inner
                && inner.getRawType() == Choice.class;
    }

    /** A constant as recipes write it: {@code TOKEN_MEAN} is {@code token-mean}. */
    static String enumText(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A choice with some of its settings. */
    static Object ofChoice(Choice<?> choice, Map<String, Object> settings) {
        if (settings.isEmpty() && choice.kind().key().equals(Kind.KEY)) {
            return choice.name();
        }
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put(choice.kind().key(), choice.name());
        plain.putAll(settings);
        return Collections.unmodifiableMap(plain);
    }
}
