package dev.kedge.config;

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
        if (value instanceof Choice choice) {
            return ofChoice(choice);
        }
        if (value instanceof Record settings) {
            return ofRecord(settings);
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
        Map<String, Object> plain = new LinkedHashMap<>();
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            plain.put(Paths.key(component.getName()), of(RecordComponents.read(component, settings)));
        }
        return Collections.unmodifiableMap(plain);
    }

    /** A constant as recipes write it: {@code TOKEN_MEAN} is {@code token-mean}. */
    static String enumText(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Object ofChoice(Choice choice) {
        if (choice.settings().isEmpty()) {
            return choice.kind();
        }
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put(Choice.KIND, choice.kind());
        plain.putAll(choice.settings());
        return Collections.unmodifiableMap(plain);
    }
}
