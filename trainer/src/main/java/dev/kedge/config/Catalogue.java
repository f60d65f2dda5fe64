package dev.kedge.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The things that a {@link Choice} can name, each with the settings it takes. Adding one is a line.
 *
 * @param <T> what comes out
 */
public final class Catalogue<T> {

    private final Map<String, Function<Choice, T>> makers = new LinkedHashMap<>();

    /** An empty catalogue. */
    public Catalogue() {}

    /**
     * Adds a kind without settings.
     *
     * @param kind the name users write
     * @param maker makes the thing
     * @return this catalogue
     */
    public Catalogue<T> with(String kind, Supplier<? extends T> maker) {
        makers.put(kind, choice -> {
            choice.requireNoSettings();
            return maker.get();
        });
        return this;
    }

    /**
     * Adds a kind with settings.
     *
     * @param <C> its configuration
     * @param kind the name users write
     * @param configType the configuration's class
     * @param defaults what holds where the user says nothing
     * @param maker makes the thing
     * @return this catalogue
     */
    public <C extends Record> Catalogue<T> with(
            String kind, Class<C> configType, C defaults, Function<? super C, ? extends T> maker) {
        makers.put(kind, choice -> maker.apply(choice.bind(configType, defaults)));
        return this;
    }

    /**
     * The names, in the order they were added.
     *
     * @return every kind
     */
    public Set<String> kinds() {
        return Set.copyOf(makers.keySet());
    }

    /**
     * Makes what a choice names.
     *
     * @param choice the user's choice
     * @return the thing
     * @throws ConfigException if there is no such kind or a setting is wrong; its path is relative to the choice
     */
    public T create(Choice choice) {
        Function<Choice, T> maker = makers.get(choice.kind());
        if (maker == null) {
            throw choice.unknownKind(makers.keySet());
        }
        return maker.apply(choice);
    }

    /**
     * Makes what a choice at a known place names.
     *
     * @param choice the user's choice
     * @param path where it stands, for errors: {@code objective.response}
     * @return the thing
     * @throws ConfigException with the whole path, if there is no such kind or a setting is wrong
     */
    public T create(Choice choice, String path) {
        try {
            return create(choice);
        } catch (ConfigException e) {
            throw e.atPath(path);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(path, e.getMessage() == null ? "is not valid" : e.getMessage());
        }
    }
}
