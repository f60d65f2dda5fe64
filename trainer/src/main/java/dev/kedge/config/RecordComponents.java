package dev.kedge.config;

import dev.kedge.api.Formerly;
import dev.kedge.api.Inlined;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The components of records, read and made by reflection. */
final class RecordComponents {

    private RecordComponents() {}

    /** The keys of a record type, in order. */
    static List<String> keys(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .map(component -> Paths.key(component.getName()))
                .toList();
    }

    /** The keys of a record type that are not those of a choice inlined in it, in order. */
    static List<String> keysBesideInlined(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .filter(component -> !component.isAnnotationPresent(Inlined.class))
                .map(component -> Paths.key(component.getName()))
                .toList();
    }

    /** The key of today for one that was renamed. */
    static Optional<String> nowCalled(Class<?> type, String earlier) {
        return Stream.of(type.getRecordComponents())
                .filter(component -> component.isAnnotationPresent(Formerly.class)
                        && List.of(component.getAnnotation(Formerly.class).value())
                                .contains(earlier))
                .map(component -> Paths.key(component.getName()))
                .findFirst();
    }

    /** The value of one component. */
    static Object read(RecordComponent component, Object instance) {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        try {
            return accessor.invoke(instance);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(accessor + " cannot be read", e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(accessor + " failed", e.getCause());
        }
    }

    /** The constant {@code DEFAULT} of a record type, where it has one. */
    static Optional<Object> defaults(Class<?> type) {
        try {
            Field field = type.getDeclaredField("DEFAULT");
            if (!Modifier.isStatic(field.getModifiers()) || field.getType() != type) {
                return Optional.empty();
            }
            field.setAccessible(true);
            return Optional.ofNullable(field.get(null));
        } catch (NoSuchFieldException e) {
            return Optional.empty();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(type.getName() + ".DEFAULT cannot be read", e);
        }
    }

    /** A new record; what its compact constructor refuses is a {@link ConfigException} at its path. */
    static Object create(Class<?> type, List<Object> values, String path) {
        Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw ConfigException.of(refused, path);
            }
            throw new IllegalStateException("the constructor of " + type.getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be made", e);
        }
    }

    /** Keys for a sentence: {@code delta, epsilon}. */
    static String listed(List<String> keys) {
        return keys.stream().collect(Collectors.joining(", "));
    }
}
