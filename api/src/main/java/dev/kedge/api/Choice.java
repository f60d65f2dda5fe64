package dev.kedge.api;

import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * One of several pluggable things with its settings: a {@link Kind} and a record of its configuration. In a recipe
 * {@code {kind: kl3, delta: 0.02}}, or just {@code kl3}; or {@code {class: com.acme.Rule, rate: 0.19}}.
 *
 * <p>Two choices are equal if they name the same thing with equal settings.
 *
 * @param <T> what is chosen
 */
public final class Choice<T> implements Chosen<T> {

    private final Kind<?, T> kind;
    private final Record config;

    private <C extends Record> Choice(Kind<C, T> kind, C config) {
        this.kind = kind;
        this.config = config;
    }

    /**
     * A kind with its settings at their defaults.
     *
     * @param <T> what is chosen
     * @param kind the kind
     * @throws IllegalStateException if it has no defaults
     */
    public static <T> Choice<T> of(Kind<?, T> kind) {
        return of(kind, kind.defaults().orElseThrow(() -> new IllegalStateException(kind.name() + " has no defaults")));
    }

    /**
     * A choice whose settings are known to be of the kind's type at run time only.
     *
     * @param <T> what is chosen
     * @param kind the kind
     * @param config its settings
     * @throws ClassCastException if the settings are those of another kind
     */
    public static <T> Choice<T> of(Kind<?, T> kind, Record config) {
        return captured(kind, config);
    }

    private static <C extends Record, T> Choice<T> captured(Kind<C, T> kind, Record config) {
        return new Choice<>(kind, kind.configType().cast(config));
    }

    @Override
    public T create() {
        return create(UnaryOperator.identity());
    }

    /**
     * Makes what is chosen, where choices stand for others: {@code task} for the verifier that a task names.
     *
     * @param meaning gives the choice that is meant, for this one and for each within it
     */
    public T create(UnaryOperator<Choice<T>> meaning) {
        Choice<T> meant = meaning.apply(this);
        return make(meant.kind, meant.config, meaning);
    }

    private static <C extends Record, T> T make(Kind<C, T> kind, Record config, UnaryOperator<Choice<T>> meaning) {
        return kind.make(
                kind.configType().cast(config),
                part -> part instanceof Choice<T> choice ? choice.create(meaning) : part.create());
    }

    /**
     * The same thing with other settings.
     *
     * @param changed settings of the same type
     */
    public Choice<T> with(Record changed) {
        return of(kind, changed);
    }

    /** What is chosen. */
    public Kind<?, T> kind() {
        return kind;
    }

    /**
     * The kind's name.
     *
     * @return what a recipe writes
     */
    public String name() {
        return kind.name();
    }

    /**
     * Its settings.
     *
     * @return a record of the kind's {@link Kind#configType() type}
     */
    public Record config() {
        return config;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Choice<?> choice
                && choice.kind.makes() == kind.makes()
                && choice.kind.key().equals(kind.key())
                && choice.name().equals(name())
                && choice.config.equals(config);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind.makes(), name(), config);
    }

    @Override
    public String toString() {
        return name() + " " + config;
    }
}
