package dev.kedge.api;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * The refusal of one setting: its key, what is allowed, what was given. Thrown by the compact constructor of a record
 * of settings, which names its component; the message has the key that recipes, and options of commands, know it by.
 *
 * <p>{@code new SettingException("maxLength", "must be >= 1, got 0")} reads "max_length must be >= 1, got 0".
 */
public final class SettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String place;
    private final String component;
    private final String problem;

    /**
     * A refusal.
     *
     * @param component the name of the record component; empty if the settings as a whole are refused
     * @param problem goes on from the name: {@code must be >= 1, got 0}
     */
    public SettingException(String component, String problem) {
        this("", component, problem);
    }

    private SettingException(String place, String component, String problem) {
        super((join(place, key(component)) + " " + problem).strip());
        this.place = place;
        this.component = component;
        this.problem = problem;
    }

    /**
     * Makes something of settings that stand inside others.
     *
     * @param <T> what is made
     * @param place where they stand, in keys: {@code of[1]}
     * @param making makes it
     * @return what was made
     * @throws SettingException if it is refused, with the place before the name
     */
    public static <T> T within(String place, Supplier<T> making) {
        try {
            return making.get();
        } catch (SettingException e) {
            SettingException outer = new SettingException(join(place, e.place), e.component, e.problem);
            outer.initCause(e);
            throw outer;
        }
    }

    /**
     * Where the setting stands.
     *
     * @return its keys in snake_case with dots between them: {@code of[1].max_length}
     */
    public String path() {
        return join(place, key(component));
    }

    private static String key(String component) {
        return component.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /**
     * The message without the name.
     *
     * @return what is allowed and what was given
     */
    public String problem() {
        return problem;
    }

    private static String join(String outer, String inner) {
        return outer.isEmpty() || inner.isEmpty() ? outer + inner : outer + "." + inner;
    }
}
