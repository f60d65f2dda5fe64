package dev.kedge.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Several things where usually one is chosen: {@code {kind: all, of: [a, {kind: b, …}]}}.
 *
 * @param of the choices, at least one
 */
public record AllOf(List<Choice> of) {

    /** The kind that stands for several. */
    public static final String KIND = "all";

    /** Checks that there is one. */
    public AllOf {
        of = List.copyOf(of);
        if (of.isEmpty()) {
            throw new IllegalArgumentException("of must list at least one, got none");
        }
    }

    /**
     * Makes what a choice names, or what each of its parts names.
     *
     * @param <T> what comes out
     * @param choice one kind with its settings, or several
     * @param maker makes one
     * @return one, or those listed
     * @throws ConfigException if a setting is wrong; its path is relative to the choice
     */
    public static <T> List<T> create(Choice choice, Function<Choice, T> maker) {
        if (!choice.kind().equals(KIND)) {
            return List.of(maker.apply(choice));
        }
        List<Choice> parts =
                choice.bind(AllOf.class, new AllOf(List.of(Choice.of("none")))).of();
        List<T> made = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            try {
                made.add(maker.apply(parts.get(i)));
            } catch (ConfigException e) {
                throw e.atPath(Paths.element("of", i));
            }
        }
        return made;
    }
}
