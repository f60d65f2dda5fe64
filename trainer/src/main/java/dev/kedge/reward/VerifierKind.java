package dev.kedge.reward;

import dev.kedge.api.Verifier;
import dev.kedge.config.Choice;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A kind of verifier: its name, its settings with their defaults, and how it is made.
 *
 * @param <C> its settings
 * @param name what a recipe writes as {@code kind}
 * @param description one line for a table of verifiers
 * @param configType the class of its settings
 * @param defaults what holds where a recipe says nothing
 * @param maker makes the verifier of some settings, given what makes the verifiers of other choices
 */
public record VerifierKind<C extends Record>(
        String name,
        String description,
        Class<C> configType,
        C defaults,
        BiFunction<C, Function<Choice, Verifier>, Verifier> maker) {

    /**
     * The choice of this kind with every setting spelled out at its default.
     *
     * @return a choice as a recipe would write it
     */
    public Choice defaultChoice() {
        return Choice.of(name, defaults);
    }

    Verifier create(Choice choice, Function<Choice, Verifier> others) {
        return maker.apply(choice.bind(configType, defaults), others);
    }
}
