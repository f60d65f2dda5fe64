package dev.kedge.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what was written into records, over defaults. Every refusal is a {@link ConfigException} with its path. */
final class Binder {

    private Binder() {}

    /**
     * A record: each key over the default's component.
     *
     * @param defaults what holds where nothing is written; {@code null}: the type's {@code DEFAULT}, or every component
     *     must be written
     * @param alsoAllowed keys that are for somebody else
     */
    static Object record(Class<?> type, @Nullable Object defaults, Node written, String path, Set<String> alsoAllowed) {
        if (!(written instanceof Node.Mapping mapping)) {
            throw new ConfigException(
                    path,
                    "must be a mapping with keys from " + RecordComponents.listed(RecordComponents.keys(type))
                            + ", got " + written.description());
        }
        refuseUnknownKeys(type, mapping, path, alsoAllowed);
        Object base =
                defaults != null ? defaults : RecordComponents.defaults(type).orElse(null);
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = Paths.key(component.getName());
            Object fallback = base == null ? null : RecordComponents.read(component, base);
            values.add(component(component.getGenericType(), fallback, mapping.child(key), Paths.join(path, key)));
        }
        return RecordComponents.create(type, values, path);
    }

    private static void refuseUnknownKeys(Class<?> type, Node.Mapping mapping, String path, Set<String> alsoAllowed) {
        List<String> known = RecordComponents.keys(type);
        for (String key : mapping.entries().keySet()) {
            if (!known.contains(key) && !alsoAllowed.contains(key)) {
                RecordComponents.nowCalled(type, key).ifPresent(now -> {
                    throw new ConfigException(Paths.join(path, key), "is now " + now);
                });
                List<String> allowed =
                        Stream.concat(alsoAllowed.stream(), known.stream()).toList();
                throw new ConfigException(
                        Paths.join(path, key),
                        "is not a setting" + NearestName.question(key, allowed) + "; allowed: "
                                + RecordComponents.listed(allowed));
            }
        }
    }

    private static Object component(Type type, @Nullable Object fallback, Optional<Node> written, String path) {
        if (written.isPresent()) {
            return value(type, fallback, written.get(), path);
        }
        if (fallback != null) {
            return fallback;
        }
        return nothing(type).orElseThrow(() -> new ConfigException(path, "must be given"));
    }

    private static Object value(Type type, @Nullable Object fallback, Node written, String path) {
        if (written instanceof Node.Nothing) {
            return nothing(type)
                    .orElseThrow(() -> new ConfigException(path, "must have a value, got " + written.description()));
        }
        if (type instanceof ParameterizedType generic) {
            return container(generic, fallback, written, path);
        }
        if (type == OptionalInt.class) {
            return OptionalInt.of((Integer) ScalarValue.bind(int.class, written, path));
        }
        if (type == OptionalLong.class) {
            return OptionalLong.of((Long) ScalarValue.bind(long.class, written, path));
        }
        if (type == OptionalDouble.class) {
            return OptionalDouble.of((Double) ScalarValue.bind(double.class, written, path));
        }
        if (type == Choice.class) {
            return choice((Choice) fallback, written, path);
        }
        if (type == Object.class) {
            return written.plain();
        }
        if (type instanceof Class<?> plain) {
            return plain.isRecord()
                    ? record(plain, fallback, written, path, Set.of())
                    : ScalarValue.bind(plain, written, path);
        }
        throw new IllegalStateException(type + " cannot be read from a recipe (" + path + ")");
    }

    /** What {@code null} means for a type, where it means anything. */
    private static Optional<Object> nothing(Type type) {
        if (type == OptionalInt.class) {
            return Optional.of(OptionalInt.empty());
        }
        if (type == OptionalLong.class) {
            return Optional.of(OptionalLong.empty());
        }
        if (type == OptionalDouble.class) {
            return Optional.of(OptionalDouble.empty());
        }
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class
                ? Optional.of(Optional.empty())
                : Optional.empty();
    }

    private static Object container(ParameterizedType type, @Nullable Object fallback, Node written, String path) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            Object inner = fallback instanceof Optional<?> optional ? optional.orElse(null) : null;
            return Optional.of(value(arguments[0], inner, written, path));
        }
        if (type.getRawType() == List.class) {
            if (!(written instanceof Node.Sequence sequence)) {
                throw new ConfigException(path, "must be a list, got " + written.description());
            }
            List<Object> elements = new ArrayList<>();
            for (int i = 0; i < sequence.elements().size(); i++) {
                elements.add(value(arguments[0], null, sequence.elements().get(i), Paths.element(path, i)));
            }
            return List.copyOf(elements);
        }
        if (type.getRawType() == Map.class && arguments[0] == String.class) {
            if (!(written instanceof Node.Mapping mapping)) {
                throw new ConfigException(path, "must be a mapping, got " + written.description());
            }
            Map<String, Object> entries = new LinkedHashMap<>();
            mapping.entries()
                    .forEach((key, entry) -> entries.put(key, value(arguments[1], null, entry, Paths.join(path, key))));
            return Collections.unmodifiableMap(entries);
        }
        throw new IllegalStateException(type + " cannot be read from a recipe (" + path + ")");
    }

    /** A kind, or a mapping of a kind or a class with its settings. */
    static Choice choice(@Nullable Choice fallback, Node written, String path) {
        if (written instanceof Node.Scalar scalar && scalar.value() instanceof String kind && !kind.isBlank()) {
            return fallback != null && fallback.kind().equals(kind) ? fallback : Choice.of(kind);
        }
        if (!(written instanceof Node.Mapping mapping)) {
            throw new ConfigException(path, "must be a kind or {kind: …, settings}, got " + written.description());
        }
        String kind = kind(fallback, mapping, path);
        Map<String, Object> settings =
                new LinkedHashMap<>(fallback != null && fallback.kind().equals(kind) ? fallback.settings() : Map.of());
        mapping.entries().forEach((key, value) -> {
            if (!key.equals(Choice.KIND)) {
                settings.merge(key, value.plain(), Binder::overlay);
            }
        });
        return new Choice(kind, settings);
    }

    private static String kind(@Nullable Choice fallback, Node.Mapping mapping, String path) {
        Optional<Node> written = mapping.child(Choice.KIND);
        if (written.isPresent()) {
            return (String) ScalarValue.bind(String.class, written.get(), Paths.join(path, Choice.KIND));
        }
        if (mapping.child(Choice.CLASS).isPresent()) {
            return Choice.CLASS;
        }
        if (fallback == null) {
            throw new ConfigException(Paths.join(path, Choice.KIND), "must be given");
        }
        return fallback.kind();
    }

    /** Mappings overlay key by key, unless they are choices of different kinds; anything else is replaced. */
    private static Object overlay(Object below, Object above) {
        if (below instanceof Map<?, ?> lower && above instanceof Map<?, ?> upper) {
            if (upper.containsKey(Choice.KIND) && !upper.get(Choice.KIND).equals(lower.get(Choice.KIND))) {
                return above;
            }
            Map<String, Object> both = new LinkedHashMap<>();
            lower.forEach((key, value) -> both.put((String) key, value));
            upper.forEach((key, value) -> both.merge((String) key, value, Binder::overlay));
            return both;
        }
        return above;
    }
}
