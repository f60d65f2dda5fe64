package dev.kedge.config;

import dev.kedge.api.Choice;
import dev.kedge.api.Inlined;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

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
        List<Object> before = new ArrayList<>();
        List<Object> after = new ArrayList<>();
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            Object value = RecordComponents.read(component, settings);
            before.add(value);
            after.add(
                    component.isAnnotationPresent(Inlined.class)
                            ? value(value)
                            : below(Paths.key(component.getName()), value));
        }
        return after.equals(before) ? settings : RecordComponents.create(settings.getClass(), after, "");
    }

    /** The value of a key, which is named in what is refused. */
    private Object below(String key, Object value) {
        if (value instanceof List<?> list) {
            List<Object> changed = new ArrayList<>();
            for (Object element : list) {
                changed.add(ConfigException.within(Paths.element(key, changed.size()), () -> value(element)));
            }
            return List.copyOf(changed);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> changed = new LinkedHashMap<>();
            map.forEach((name, entry) -> changed.put(
                    name, ConfigException.within(Paths.join(key, String.valueOf(name)), () -> value(entry))));
            return Collections.unmodifiableMap(changed);
        }
        return ConfigException.within(key, () -> value(value));
    }
}
