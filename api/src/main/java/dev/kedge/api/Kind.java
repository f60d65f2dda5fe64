package dev.kedge.api;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A kind of pluggable thing: its name, its documentation, what it makes, its settings with their defaults, and how it
 * is made of them.
 *
 * <pre>{@code
 * Kind.of(Verifier.class, "tax-rule", About.of("the amount with tax on top"), Tax.Config.DEFAULT, Tax::new)
 * }</pre>
 *
 * <p>A {@link Catalogue} lists the kinds that make one type; a {@link KindProvider} adds to it from another jar.
 *
 * @param <C> its settings; the keys in a recipe are the record's components in snake_case
 * @param <T> what it makes
 */
public final class Kind<C extends Record, T> {

    /** The key under which a recipe names a kind. */
    public static final String KEY = "kind";

    /** The key under which a recipe names a class instead. */
    public static final String CLASS_KEY = "class";

    private static final String NAME = "[a-z0-9][a-z0-9.-]*";

    /**
     * The making of a thing that may be made of others of its type.
     *
     * @param <C> its settings
     * @param <T> what is made
     */
    @FunctionalInterface
    public interface Maker<C, T> {

        /**
         * Makes it.
         *
         * @param config its settings
         * @param others makes the things that the settings choose
         */
        T make(C config, Function<Chosen<T>, T> others);
    }

    private final String key;
    private final String name;
    private final About about;
    private final Class<T> makes;
    private final Class<C> configType;
    private final Optional<C> defaults;
    private final Maker<? super C, T> maker;

    private Kind(
            String key,
            String name,
            About about,
            Class<T> makes,
            Class<C> configType,
            Optional<C> defaults,
            Maker<? super C, T> maker) {
        this.key = key;
        this.name = name;
        this.about = about;
        this.makes = makes;
        this.configType = configType;
        this.defaults = defaults;
        this.maker = maker;
    }

    /**
     * A kind with settings.
     *
     * @param <C> the settings
     * @param <T> what it makes
     * @param makes the type under which it is listed, such as {@code Verifier.class}
     * @param name what a recipe writes: small letters, digits and hyphens
     * @param about its documentation
     * @param defaults what holds where a recipe says nothing
     * @param maker makes the thing of its settings
     */
    public static <C extends Record, T> Kind<C, T> of(
            Class<T> makes, String name, About about, C defaults, Function<? super C, ? extends T> maker) {
        return combining(makes, name, about, defaults, (config, others) -> maker.apply(config));
    }

    /**
     * A kind without settings.
     *
     * @param <T> what it makes
     * @param makes the type under which it is listed
     * @param name what a recipe writes
     * @param about its documentation
     * @param maker makes the thing
     */
    public static <T> Kind<NoSettings, T> plain(Class<T> makes, String name, About about, Supplier<? extends T> maker) {
        return of(makes, name, about, NoSettings.NONE, none -> maker.get());
    }

    /**
     * A kind whose settings choose other things of its type, such as a sum of verifiers.
     *
     * @param <C> the settings
     * @param <T> what it makes
     * @param makes the type under which it is listed
     * @param name what a recipe writes
     * @param about its documentation
     * @param defaults what holds where a recipe says nothing
     * @param maker makes the thing, given what makes the others
     */
    public static <C extends Record, T> Kind<C, T> combining(
            Class<T> makes, String name, About about, C defaults, Maker<? super C, T> maker) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "the name of a kind must be of small letters, digits, dots and hyphens, got \"" + name + "\"");
        }
        @SuppressWarnings("unchecked") // the class of a C
        Class<C> configType = (Class<C>) defaults.getClass();
        return new Kind<>(KEY, name, about, makes, configType, Optional.of(defaults), maker);
    }

    /**
     * The kind that a class is by itself: it has one public constructor, without parameters or with one record, its
     * settings. What the record's constant {@code DEFAULT} says holds where a recipe says nothing.
     *
     * @param <T> what it makes
     * @param makes the type under which it is listed
     * @param type a public class that implements it
     * @return the kind, under the class's name
     * @throws SettingException if the class has another form
     */
    static <T> Kind<?, T> ofClass(Class<T> makes, Class<? extends T> type) {
        Constructor<?>[] constructors = type.getConstructors();
        if (constructors.length != 1) {
            throw new SettingException(CLASS_KEY, "must have one public constructor, got " + type.getName());
        }
        Class<?>[] parameters = constructors[0].getParameterTypes();
        if (parameters.length == 0) {
            return ofClass(makes, type, NoSettings.class, NoSettings.NONE, none -> instance(makes, constructors[0]));
        }
        if (parameters.length > 1 || !parameters[0].isRecord()) {
            throw new SettingException(
                    CLASS_KEY, "must have a constructor of no parameters or of one record, got " + constructors[0]);
        }
        return ofClass(
                makes,
                type,
                parameters[0].asSubclass(Record.class),
                null,
                config -> instance(makes, constructors[0], config));
    }

    private static <C extends Record, T> Kind<C, T> ofClass(
            Class<T> makes, Class<?> type, Class<C> configType, @Nullable C defaults, Function<C, T> maker) {
        return new Kind<>(
                CLASS_KEY,
                type.getName(),
                About.of(""),
                makes,
                configType,
                Optional.ofNullable(defaults),
                (config, others) -> maker.apply(config));
    }

    private static <T> T instance(Class<T> makes, Constructor<?> constructor, Object... arguments) {
        try {
            return makes.cast(constructor.newInstance(arguments));
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof SettingException refused) {
                throw refused;
            }
            throw new SettingException(
                    CLASS_KEY,
                    "must be made without a failure, got " + constructor.getName() + ": " + failed.getCause());
        } catch (ReflectiveOperationException notPublic) {
            throw new SettingException(CLASS_KEY, "must be a public class, got " + constructor.getName());
        }
    }

    /**
     * The same kind, its things turned into another type.
     *
     * @param <U> the other type
     * @param type its class
     * @param adapter turns one into the other
     * @return a kind of the same name and settings
     */
    public <U> Kind<C, U> as(Class<U> type, Function<? super T, ? extends U> adapter) {
        return new Kind<>(
                key,
                name,
                about,
                type,
                configType,
                defaults,
                (config, others) -> adapter.apply(make(config, Chosen::create)));
    }

    T make(C config, Function<Chosen<T>, T> others) {
        return maker.make(config, others);
    }

    /**
     * The key that names it.
     *
     * @return {@value #KEY}, or {@value #CLASS_KEY} if it stands for a class
     */
    public String key() {
        return key;
    }

    /**
     * What a recipe writes under that key.
     *
     * @return a name such as {@code kl3}, or that of a class
     */
    public String name() {
        return name;
    }

    /**
     * Its documentation.
     *
     * @return for tables and help texts
     */
    public About about() {
        return about;
    }

    /**
     * The type under which it is listed.
     *
     * @return the class of what it makes
     */
    public Class<T> makes() {
        return makes;
    }

    /**
     * The type of its settings.
     *
     * @return a record
     */
    public Class<C> configType() {
        return configType;
    }

    /**
     * What holds where a recipe says nothing.
     *
     * @return settings; empty for a class, whose record says it in a constant {@code DEFAULT} or not at all
     */
    public Optional<C> defaults() {
        return defaults;
    }

    @Override
    public String toString() {
        return name + " (" + makes.getSimpleName() + ")";
    }
}
