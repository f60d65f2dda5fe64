package dev.kedge.config;

import dev.kedge.api.Choice;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The address in a record of settings at which things of one type are chosen: {@code objective.condition}. */
public final class ChoicePath {

    private ChoicePath() {}

    /**
     * The first address, outer records before inner ones.
     *
     * @param settings a record of records, choices and scalars
     * @param makes what the kinds to choose from make
     * @return keys in snake_case joined by dots; empty if nothing in the record chooses such a thing
     */
    public static Optional<String> first(Class<? extends Record> settings, Class<?> makes) {
        List<RecordComponent> components = List.of(settings.getRecordComponents());
        return components.stream()
                .filter(component -> chosen(component.getGenericType()).equals(Optional.of(makes)))
                .map(component -> Paths.key(component.getName()))
                .findFirst()
                .or(() -> components.stream()
                        .flatMap(component -> below(component, makes))
                        .findFirst());
    }

    private static Stream<String> below(RecordComponent component, Class<?> makes) {
        return component.getType().isRecord()
                ? first(component.getType().asSubclass(Record.class), makes)
                        .map(inner -> Paths.join(Paths.key(component.getName()), inner))
                        .stream()
                : Stream.of();
    }

    /** What a component of type {@code Choice<T>} or {@code Optional<Choice<T>>} chooses. */
    private static Optional<Class<?>> chosen(Type type) {
        if (!(type instanceof ParameterizedType generic)) {
            return Optional.empty();
        }
        Type argument = generic.getActualTypeArguments()[0];
        if (generic.getRawType() == Choice.class && argument instanceof Class<?> makes) {
            return Optional.of(makes);
        }
        return generic.getRawType() == Optional.class ? chosen(argument) : Optional.empty();
    }
}
