package dev.kedge.config;

import dev.kedge.api.Catalogue;
import dev.kedge.api.Choice;
import dev.kedge.api.Kind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The catalogues that a recipe may choose from, by what their kinds make. */
public final class Catalogues {

    private final Map<Class<?>, Catalogue<?>> byType;

    private Catalogues(Map<Class<?>, Catalogue<?>> byType) {
        this.byType = Collections.unmodifiableMap(byType);
    }

    /**
     * Several catalogues.
     *
     * @param catalogues one for each type
     * @return all of them
     */
    public static Catalogues of(List<? extends Catalogue<?>> catalogues) {
        Map<Class<?>, Catalogue<?>> byType = new LinkedHashMap<>();
        catalogues.forEach(catalogue -> byType.put(catalogue.makes(), catalogue));
        return new Catalogues(byType);
    }

    /**
     * These and one more, which takes the place of another of its type.
     *
     * @param catalogue of any type
     */
    public Catalogues with(Catalogue<?> catalogue) {
        Map<Class<?>, Catalogue<?>> more = new LinkedHashMap<>(byType);
        more.put(catalogue.makes(), catalogue);
        return new Catalogues(more);
    }

    /**
     * All of them.
     *
     * @return in the order they were given
     */
    public List<Catalogue<?>> all() {
        return List.copyOf(byType.values());
    }

    /**
     * The catalogue of a type.
     *
     * @param <T> the type
     * @param makes its class
     * @throws IllegalStateException if there is none
     */
    @SuppressWarnings("unchecked") // each lies under what it makes
    public <T> Catalogue<T> of(Class<T> makes) {
        return (Catalogue<T>) Optional.ofNullable(byType.get(makes))
                .orElseThrow(() -> new IllegalStateException("there is no catalogue of " + makes.getName()));
    }

    /**
     * A choice that stands by itself, as in an argument of a command.
     *
     * @param <T> what is chosen
     * @param makes its class
     * @param yaml a kind, or a mapping of a kind or class with its settings
     * @param origin where it was given, for errors: {@code --verifier}
     * @throws ConfigException if it is something else, or a name or setting is wrong
     */
    public <T> Choice<T> read(Class<T> makes, String yaml, String origin) {
        Node written = YamlSyntax.argument(yaml, new Origin.CommandLine(origin + " " + yaml));
        return new Binder(this::of).choices().choice(of(makes), Optional.empty(), written, origin);
    }

    /**
     * A record that stands by itself, as in an argument of a command.
     *
     * @param <C> the record
     * @param type its class
     * @param yaml a mapping of its keys
     * @param origin where it was given, for errors: {@code --data}
     * @throws ConfigException if anything in it is wrong
     */
    public <C extends Record> C readRecord(Class<C> type, String yaml, String origin) {
        Node written = YamlSyntax.argument(yaml, new Origin.CommandLine(origin + " " + yaml));
        return type.cast(new Binder(this::of).record(type, Optional.empty(), written, origin, List.of()));
    }

    /**
     * A choice of a kind with some settings.
     *
     * @param <T> what is chosen
     * @param makes its class
     * @param kind the kind's name
     * @param settings keys in snake_case with values as a recipe could say them
     * @return the choice, every other setting at its default
     * @throws ConfigException if a name or setting is wrong; its path is relative to the choice
     */
    public <T> Choice<T> choice(Class<T> makes, String kind, Map<String, ?> settings) {
        Map<String, Object> plain = new LinkedHashMap<>(Map.of(Kind.KEY, kind));
        settings.forEach((key, value) -> plain.put(key, PlainValue.of(value)));
        return new Binder(this::of).choices().choice(of(makes), Optional.empty(), Node.of(plain), "");
    }
}
