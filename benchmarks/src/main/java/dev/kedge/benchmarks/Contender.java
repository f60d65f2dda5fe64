package dev.kedge.benchmarks;

import dev.kedge.api.ForeignKinds;
import dev.kedge.config.Catalogues;
import dev.kedge.objective.Objective;
import dev.kedge.objective.ObjectiveBuilder;
import dev.kedge.objective.ObjectiveCatalogue;
import dev.kedge.objective.condition.ConditionSet;
import dev.kedge.objective.condition.Conditions;
import java.util.List;

/**
 * An objective whose cost is compared.
 *
 * @param name what the table calls it
 * @param objective what the updates maximize
 * @param exactTokens tokens of a step that are measured exactly
 */
record Contender(String name, Objective objective, int exactTokens) {

    private static final int EXACT_TOKENS = 64;

    private static final Catalogues CATALOGUES = ObjectiveCatalogue.catalogues(ForeignKinds.none());

    /** The first is what the others are compared with. */
    static final List<Contender> ALL = List.of(
            of("none", "none"),
            new Contender("none, exact_tokens 0", objective("none", "none"), 0),
            of("kl3", "{kind: kl3, delta: 0.017678}"),
            of("ratio", "{kind: ratio, epsilon: 0.2}"),
            of("binary-kl", "{kind: binary-kl, delta: 0.05}"),
            of("trgppo", "{kind: trgppo, delta: 0.029544, epsilon: 0.2}"),
            of("binary-tv", "{kind: binary-tv, epsilon_low: 0.15, epsilon_high: 0.15}"),
            of("dcpo", "{kind: dcpo, epsilon_low: 0.16, epsilon_high: 0.2, cap: 10}"),
            of("exact-kl", "{kind: exact-kl, delta: 0.02}"),
            of("exact-tv", "{kind: exact-tv, delta: 0.1}"),
            of("top-k-kl", "{kind: top-k-kl, delta: 0.05}"),
            of("entropy-ratio", "entropy-ratio"),
            of("second-moment", "second-moment"));

    private static Contender of(String name, String condition) {
        return new Contender(name, objective(name, condition), EXACT_TOKENS);
    }

    private static Objective objective(String name, String condition) {
        ObjectiveBuilder builder = ObjectiveBuilder.plain();
        Conditions.create(CATALOGUES.read(ConditionSet.class, condition, name), 1)
                .forEach(builder::condition);
        return builder.build();
    }
}
