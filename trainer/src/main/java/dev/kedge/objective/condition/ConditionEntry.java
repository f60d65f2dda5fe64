package dev.kedge.objective.condition;

import dev.kedge.config.Choice;
import dev.kedge.divergence.Definition;
import java.util.function.Function;

/**
 * A kind of condition that looks at more than one token's ratio and probability: its name, its settings with their
 * defaults, and how it is made.
 *
 * @param <C> its settings
 * @param definition name, title, formula and citation
 * @param looksAt what it must know: for a table
 * @param configType the class of its settings
 * @param defaults what holds where a recipe says nothing
 * @param maker makes the condition of some settings
 */
public record ConditionEntry<C extends Record>(
        Definition definition, String looksAt, Class<C> configType, C defaults, Function<C, Condition> maker) {

    /**
     * The choice of this kind with every setting spelled out at its default.
     *
     * @return a choice as a recipe would write it
     */
    public Choice defaultChoice() {
        return Choice.of(definition.name(), defaults);
    }

    Condition create(Choice choice) {
        return maker.apply(choice.bind(configType, defaults));
    }
}
