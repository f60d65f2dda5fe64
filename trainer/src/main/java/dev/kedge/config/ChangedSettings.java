package dev.kedge.config;

import dev.kedge.api.Choice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Settings with some of their values changed, wherever in records, choices, lists and mappings they stand. */
public final class ChangedSettings {

    private final UnaryOperator<Object> change;

    private ChangedSettings(UnaryOperator<Object> change) {
        this.change = change;
    }

    /**
     * Changes values.
     *
     * @param <R> the settings
     * @param settings a record of values that a recipe may hold
     * @param change given every value, a record before what is in it; gives it back, or one of the same type
     * @return settings of the same type; the same ones where nothing was changed
     * @throws ConfigException if what is changed does not suit the rest
     */
    public static <R extends Record> R of(R settings, UnaryOperator<Object> change) {
        @SuppressWarnings("unchecked") // of the same type
        R changed = (R) new ChangedSettings(change).value(settings);
        return changed;
    }

    private Object value(Object before) {
        Object value = change.apply(before);
        if (value instanceof Optional<?> optional) {
            return optional.map(this::value);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::value).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> changed = new LinkedHashMap<>();
            map.forEach((key, below) -> changed.put(key, value(below)));
            return Collections.unmodifiableMap(changed);
        }
        if (value instanceof Choice<?> choice) {
            Record settings = choice.config();
            Record changed = (Record) value(settings);
            return changed.equals(settings) ? choice : choice.with(changed);
        }
        return value instanceof Record settings && !(settings instanceof KeyedSettings<?>)
                ? components(settings)
                : value;
    }

    private Object components(Record settings) {
        List<Object> before = Stream.of(settings.getClass().getRecordComponents())
                .map(component -> RecordComponents.read(component, settings))
                .toList();
        List<Object> after = new ArrayList<>();
        before.forEach(value -> after.add(value(value)));
        return after.equals(before) ? settings : RecordComponents.create(settings.getClass(), after, "");
    }
}
