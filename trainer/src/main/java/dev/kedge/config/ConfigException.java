package dev.kedge.config;

import dev.kedge.api.SettingException;
import java.util.function.Supplier;

/**
 * The user's settings are wrong: which one, what is allowed, what was given, and, once it is known, where it was
 * written.
 *
 * <p>The message is one line: {@code objective.condition.delta must be > 0, got -1}, and after {@link Loaded#located}:
 * {@code recipe.yaml:12: objective.condition.delta must be > 0, got -1}.
 */
public final class ConfigException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String problem;
    private final String message;

    /**
     * A problem with one setting.
     *
     * @param path the setting's keys from the outermost, with dots between them; empty if the whole is meant
     * @param problem a phrase that continues the path ({@code must be > 0, got -1}) or a sentence of its own
     */
    public ConfigException(String path, String problem) {
        this(path, problem, sentence(path, problem));
    }

    private ConfigException(String path, String problem, String message) {
        super(message);
        this.path = path;
        this.problem = problem;
        this.message = message.replaceAll("\\R", " ");
    }

    /**
     * Makes something of settings at a known place.
     *
     * @param <T> what is made
     * @param path where the settings stand: {@code objective.response}
     * @param making makes it
     * @return what was made
     * @throws ConfigException if it is refused, with the whole path
     */
    public static <T> T within(String path, Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            throw of(e, path);
        }
    }

    /** A refusal of settings at a known place. */
    static ConfigException of(IllegalArgumentException refused, String path) {
        if (refused instanceof ConfigException own) {
            return own.atPath(path);
        }
        ConfigException problem = refused instanceof SettingException setting
                ? new ConfigException(Paths.join(path, setting.path()), setting.problem())
                : new ConfigException(path, refused.getMessage() == null ? "is not valid" : refused.getMessage());
        problem.initCause(refused);
        return problem;
    }

    /**
     * The same problem, seen from further outside.
     *
     * @param prefix the path of what contains the setting, such as {@code objective.condition}
     * @return the problem with the longer path
     */
    public ConfigException atPath(String prefix) {
        return because(new ConfigException(Paths.join(prefix, path), problem));
    }

    /**
     * Which setting is wrong.
     *
     * @return keys with dots between them; empty if the whole is meant
     */
    public String path() {
        return path;
    }

    /**
     * What is wrong with it.
     *
     * @return the message without path and place
     */
    public String problem() {
        return problem;
    }

    /**
     * The whole as one line.
     *
     * @return place if known, path, problem
     */
    @Override
    public String getMessage() {
        return message;
    }

    /** The same problem with the place where the setting was written. */
    ConfigException at(Origin origin) {
        return because(new ConfigException(path, problem, origin.mark(sentence(path, problem))));
    }

    private ConfigException because(ConfigException restated) {
        restated.initCause(this);
        return restated;
    }

    private static String sentence(String path, String problem) {
        if (path.isEmpty()) {
            return problem;
        }
        boolean continues = problem.startsWith("must ") || problem.startsWith("is ");
        return path + (continues ? " " : ": ") + problem;
    }
}
