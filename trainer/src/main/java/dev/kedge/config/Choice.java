package dev.kedge.config;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One of several pluggable things, with that thing's own settings: {@code {kind: kl3, delta: 0.02}} in a recipe, or
 * just {@code kl3}.
 *
 * <p>Where a class of the user's may be chosen, {@code {class: com.acme.Rule, rate: 0.19}} is short for the kind
 * {@value #CLASS} with that setting among its own.
 *
 * <p>What kinds there are and what settings each has is known to the catalogue that the choice is for, not here.
 *
 * @param kind the name of the thing in its catalogue, such as {@code kl3}
 * @param settings keys (snake_case) with {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code List} or
 *     {@code Map} values, and the empty {@code Optional} for {@code null}; integers, enums, durations, paths and
 *     records are turned into these
 */
public record Choice(String kind, Map<String, Object> settings) {

    /** The key that names the thing. */
    static final String KIND = "kind";

    /** The kind of a choice that names a class of the user's instead, and the key that does. */
    public static final String CLASS = "class";

    /** Makes the settings plain and immutable. */
    public Choice {
        if (kind.isBlank()) {
            throw new ConfigException(KIND, "must be a name, got \"" + kind + "\"");
        }
        Map<String, Object> plain = new LinkedHashMap<>();
        settings.forEach((key, value) -> plain.put(key, PlainValue.of(value)));
        if (plain.containsKey(KIND)) {
            throw new ConfigException(KIND, "must not be among the settings of a choice");
        }
        settings = Collections.unmodifiableMap(plain);
    }

    /**
     * A choice with the defaults of its kind.
     *
     * @param kind the name in the catalogue
     * @return the choice
     */
    public static Choice of(String kind) {
        return new Choice(kind, Map.of());
    }

    /**
     * A choice with some settings.
     *
     * @param kind the name in the catalogue
     * @param settings keys in snake_case
     * @return the choice
     */
    public static Choice of(String kind, Map<String, Object> settings) {
        return new Choice(kind, settings);
    }

    /**
     * A choice with every setting of its kind spelled out.
     *
     * @param kind the name in the catalogue
     * @param config the settings
     * @return the choice, such that {@link #bind} gives an equal record back
     */
    public static Choice of(String kind, Record config) {
        return new Choice(kind, PlainValue.ofRecord(config));
    }

    /**
     * A choice that stands by itself, as in an argument of a command.
     *
     * @param yaml a kind, or a mapping of a kind with its settings
     * @param origin where it was given, for errors: {@code --verifier}
     * @return the choice
     * @throws ConfigException if it is something else
     */
    public static Choice read(String yaml, String origin) {
        return Binder.choice(null, YamlSyntax.argument(yaml, new Origin.CommandLine(origin + " " + yaml)), origin);
    }

    /**
     * The settings of a kind that may have no defaults for all of them: what its {@code DEFAULT} says holds where the
     * choice says nothing, and without a {@code DEFAULT} everything must be given.
     *
     * @param <C> the configuration of this kind
     * @param configType its class
     * @return the configuration
     * @throws ConfigException if a setting is missing, unknown, of the wrong type or out of range
     */
    public <C extends Record> C bind(Class<C> configType) {
        Node.Mapping written = (Node.Mapping) Node.of(settings);
        return configType.cast(Binder.record(configType, null, written, "", Set.of(KIND)));
    }

    /**
     * The settings overlaid on defaults.
     *
     * @param <C> the configuration of this kind
     * @param configType its class
     * @param defaults what holds where the choice says nothing
     * @return the configuration
     * @throws ConfigException if a setting is unknown, of the wrong type or out of range; its path is relative to the
     *     place of the choice (see {@link ConfigException#atPath})
     */
    public <C extends Record> C bind(Class<C> configType, C defaults) {
        Node.Mapping written = (Node.Mapping) Node.of(settings);
        return configType.cast(Binder.record(configType, defaults, written, "", Set.of(KIND)));
    }

    /**
     * For a kind that has no settings.
     *
     * @throws ConfigException if the choice has any
     */
    public void requireNoSettings() {
        if (!settings.isEmpty()) {
            String first = settings.keySet().iterator().next();
            throw new ConfigException(first, "is not a setting; " + kind + " has none");
        }
    }

    /**
     * For a catalogue that does not have this kind.
     *
     * @param known the kinds it has
     * @return the error to throw; its path is relative to the place of the choice
     */
    public ConfigException unknownKind(Collection<String> known) {
        String allowed = known.stream().sorted().collect(Collectors.joining(", "));
        return new ConfigException(
                KIND, "must be one of " + allowed + ", got \"" + kind + "\"" + NearestName.question(kind, known));
    }

    @Override
    public String toString() {
        return RecipeWriter.inline(this);
    }
}
