package dev.kedge.config;

import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The components of a record of settings that are numbers with a fraction, by key.
 *
 * @param <C> the record
 */
public final class NumberSettings<C extends Record> {

    private final Record settings;
    private final Class<C> type;

    private NumberSettings(Record settings, Class<C> type) {
        this.settings = settings;
        this.type = type;
    }

    /**
     * Those of a record.
     *
     * @param <C> the record's type
     * @param settings the record
     * @param type its class
     */
    public static <C extends Record> NumberSettings<C> of(Record settings, Class<C> type) {
        return new NumberSettings<>(settings, type);
    }

    /**
     * Their keys.
     *
     * @return in order, in snake_case
     */
    public List<String> names() {
        return components().map(component -> Paths.key(component.getName())).toList();
    }

    /**
     * One of them.
     *
     * @param name its key
     */
    public double number(String name) {
        return (Double) RecordComponents.read(component(name), settings);
    }

    /**
     * Whether the record marks one.
     *
     * @param name its key
     * @param mark the annotation
     * @return true if it does
     */
    public boolean isMarked(String name, Class<? extends Annotation> mark) {
        return component(name).isAnnotationPresent(mark);
    }

    /**
     * The record with other numbers.
     *
     * @param numbers the number for each key
     * @return settings that agree in all else
     * @throws ConfigException if the record refuses them
     */
    public C with(ToDoubleFunction<String> numbers) {
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            values.add(
                    component.getType() == double.class
                            ? (Object) numbers.applyAsDouble(Paths.key(component.getName()))
                            : RecordComponents.read(component, settings));
        }
        return type.cast(RecordComponents.create(type, values, ""));
    }

    private Stream<RecordComponent> components() {
        return Stream.of(type.getRecordComponents()).filter(component -> component.getType() == double.class);
    }

    private RecordComponent component(String name) {
        return components()
                .filter(component -> Paths.key(component.getName()).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no number " + name));
    }
}
