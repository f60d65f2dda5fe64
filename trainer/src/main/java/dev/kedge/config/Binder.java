package dev.kedge.config;

import dev.kedge.api.Catalogue;
import dev.kedge.api.Choice;
import dev.kedge.api.Inlined;
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
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The binding of what was written to records, over defaults. Every refusal is a {@link ConfigException} with its path.
 */
final class Binder {

    private final Function<Class<?>, Catalogue<?>> catalogues;
    private final ChoiceBinder choices = new ChoiceBinder(this::record);

    /** {@code catalogues}: by what their kinds make. */
    Binder(Function<Class<?>, Catalogue<?>> catalogues) {
        this.catalogues = catalogues;
    }

    ChoiceBinder choices() {
        return choices;
    }

    /**
     * A record: each key over the default's component.
     *
     * @param defaults what holds where nothing is written; empty: the type's {@code DEFAULT}, or every component must
     *     be written
     * @param beside keys that have been read already and count as allowed
     */
    Object record(Class<?> type, Optional<?> defaults, Node written, String path, List<String> beside) {
        Optional<RecordComponent> inlined = inlined(type);
        List<String> keys = inlined.isPresent()
                ? RecordComponents.keysBesideInlined(type)
                : defaults.orElse(null) instanceof KeyedSettings<?> keyed ? keyed.keys() : RecordComponents.keys(type);
        if (!((inlined.isPresent() ? ChoiceBinder.asMapping(written) : written) instanceof Node.Mapping mapping)) {
            throw new ConfigException(
                    path,
                    (inlined.isPresent()
                                    ? "must be a kind or {kind: …, settings}"
                                    : "must be a mapping with keys from " + RecordComponents.listed(keys))
                            + ", got " + written.description());
        }
        if (inlined.isEmpty()) {
            refuseUnknownKeys(type, keys, mapping, path, beside);
        }
        if (defaults.orElse(null) instanceof KeyedSettings<?> keyed) {
            return ConfigException.within(path, () -> keyed.overlaid(plain(mapping)));
        }
        Optional<Object> base = defaults.isPresent() ? Optional.of(defaults.get()) : RecordComponents.defaults(type);
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Object fallback =
                    base.map(record -> RecordComponents.read(component, record)).orElse(null);
            if (component.isAnnotationPresent(Inlined.class)) {
                values.add(value(component.getGenericType(), fallback, ChoiceBinder.without(mapping, keys), path));
            } else {
                String key = Paths.key(component.getName());
                values.add(component(component.getGenericType(), fallback, mapping.child(key), Paths.join(path, key)));
            }
        }
        return RecordComponents.create(type, values, path);
    }

    private static Optional<RecordComponent> inlined(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .filter(component -> component.isAnnotationPresent(Inlined.class))
                .findFirst();
    }

    private static Map<String, Object> plain(Node.Mapping mapping) {
        Map<String, Object> plain = new LinkedHashMap<>();
        mapping.entries().forEach((key, value) -> plain.put(key, value.plain()));
        return plain;
    }

    private static void refuseUnknownKeys(
            Class<?> type, List<String> known, Node.Mapping mapping, String path, List<String> beside) {
        for (String key : mapping.entries().keySet()) {
            if (!known.contains(key)) {
                RecordComponents.nowCalled(type, key).ifPresent(now -> {
                    throw new ConfigException(Paths.join(path, key), "is now " + now);
                });
                List<String> allowed =
                        Stream.concat(beside.stream(), known.stream()).toList();
                throw new ConfigException(
                        Paths.join(path, key),
                        "is not a setting" + NearestName.question(key, allowed) + "; allowed: "
                                + RecordComponents.listed(allowed));
            }
        }
    }

    private Object component(Type type, @Nullable Object fallback, Optional<Node> written, String path) {
        if (written.isPresent()) {
            return value(type, fallback, written.get(), path);
        }
        if (fallback != null) {
            return fallback;
        }
        return nothing(type).orElseThrow(() -> new ConfigException(path, "must be given"));
    }

    private Object value(Type type, @Nullable Object fallback, Node written, String path) {
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
        if (type == Object.class) {
            return written.plain();
        }
        if (type instanceof Class<?> plain) {
            return plain.isRecord()
                    ? record(plain, Optional.ofNullable(fallback), written, path, List.of())
                    : ScalarValue.bind(plain, written, path);
        }
        throw unreadable(type, path);
    }

    private static IllegalStateException unreadable(Type type, String path) {
        return new IllegalStateException(type + " cannot be read from a recipe (" + path + ")");
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

    private Object container(ParameterizedType type, @Nullable Object fallback, Node written, String path) {
        Type inner = type.getActualTypeArguments()[0];
        if (type.getRawType() == Choice.class) {
            return choice(catalogue(inner), fallback, written, path);
        }
        if (type.getRawType() == Optional.class) {
            Object below = fallback instanceof Optional<?> optional ? optional.orElse(null) : null;
            return inner instanceof ParameterizedType generic && generic.getRawType() == Choice.class
                    ? optionalChoice(catalogue(generic.getActualTypeArguments()[0]), below, written, path)
                    : Optional.of(value(inner, below, written, path));
        }
        if (type.getRawType() == List.class) {
            if (!(written instanceof Node.Sequence sequence)) {
                throw new ConfigException(path, "must be a list, got " + written.description());
            }
            List<Object> elements = new ArrayList<>();
            for (int i = 0; i < sequence.elements().size(); i++) {
                elements.add(value(inner, null, sequence.elements().get(i), Paths.element(path, i)));
            }
            return List.copyOf(elements);
        }
        if (type.getRawType() == Map.class && inner == String.class) {
            if (!(written instanceof Node.Mapping mapping)) {
                throw new ConfigException(path, "must be a mapping, got " + written.description());
            }
            Type entries = type.getActualTypeArguments()[1];
            Map<String, Object> read = new LinkedHashMap<>();
            mapping.entries()
                    .forEach((key, entry) -> read.put(key, value(entries, null, entry, Paths.join(path, key))));
            return Collections.unmodifiableMap(read);
        }
        throw unreadable(type, path);
    }

    private Catalogue<?> catalogue(Type makes) {
        return catalogues.apply((Class<?>) makes);
    }

    @SuppressWarnings("unchecked") // a component of type Choice<T> holds a Choice<T>
    private <T> Choice<T> choice(Catalogue<T> from, @Nullable Object fallback, Node written, String path) {
        return choices.choice(from, Optional.ofNullable((Choice<T>) fallback), written, path);
    }

    @SuppressWarnings("unchecked")
    private <T> Optional<Choice<T>> optionalChoice(
            Catalogue<T> from, @Nullable Object fallback, Node written, String path) {
        return choices.optional(from, Optional.ofNullable((Choice<T>) fallback), written, path);
    }
}
