package dev.kedge.objective.advantage;

import dev.kedge.config.Choice;
import dev.kedge.divergence.Definition;
import java.util.function.Function;

/**
 * A kind of estimator: what it is, its settings with their defaults, and how it is made.
 *
 * @param <C> its settings
 * @param definition name, title, formula and citation
 * @param configType the class of its settings
 * @param defaults what holds where a recipe says nothing
 * @param maker makes the estimator of some settings
 */
public record AdvantageKind<C extends Record>(
        Definition definition,
        Class<C> configType,
        C defaults,
        Function<? super C, ? extends AdvantageEstimator> maker) {

    /**
     * The name users write.
     *
     * @return for example {@code group-mean}
     */
    public String name() {
        return definition.name();
    }

    /**
     * The choice of this kind with every setting spelled out at its default.
     *
     * @return a choice as a recipe would write it
     */
    public Choice defaultChoice() {
        return Choice.of(name(), defaults);
    }

    AdvantageEstimator create(Choice choice) {
        return maker.apply(choice.bind(configType, defaults));
    }
}
