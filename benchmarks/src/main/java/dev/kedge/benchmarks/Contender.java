package dev.kedge.benchmarks;

import dev.kedge.config.Choice;
import dev.kedge.objective.Objective;
import dev.kedge.objective.condition.Conditions;
import dev.kedge.objective.condition.Sidedness;
import dev.kedge.objective.level.TokenLevel;
import dev.kedge.objective.response.Stop;
import dev.kedge.objective.weighting.TokenMean;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An objective whose cost is compared.
 *
 * @param name what the table calls it
 * @param objective what the updates maximize
 * @param exactTokens tokens of a step that are measured exactly
 */
record Contender(String name, Objective objective, int exactTokens) {

    private static final int EXACT_TOKENS = 64;

    /** The first is what the others are compared with. */
    static final List<Contender> ALL = List.of(
            of("none", Choice.of("none")),
            new Contender("none, exact_tokens 0", objective(Choice.of("none")), 0),
            of("kl3", Choice.of("kl3", Map.of("delta", 0.017678))),
            of("ratio", Choice.of("ratio", Map.of("epsilon", 0.2))),
            of("binary-kl", Choice.of("binary-kl", Map.of("delta", 0.05))),
            of("trgppo", Choice.of("trgppo", Map.of("delta", 0.029544, "epsilon", 0.2))),
            of("binary-tv", Choice.of("binary-tv", Map.of("epsilon_low", 0.15, "epsilon_high", 0.15))),
            of("dcpo", Choice.of("dcpo", Map.of("epsilon_low", 0.16, "epsilon_high", 0.2, "cap", 10))),
            of("exact-kl", Choice.of("exact-kl", Map.of("delta", 0.02))),
            of("exact-tv", Choice.of("exact-tv", Map.of("delta", 0.1))),
            of("top-k-kl", Choice.of("top-k-kl", Map.of("delta", 0.05))),
            of("entropy-ratio", Choice.of("entropy-ratio")),
            of("second-moment", Choice.of("second-moment")));

    private static Contender of(String name, Choice condition) {
        return new Contender(name, objective(condition), EXACT_TOKENS);
    }

    private static Objective objective(Choice condition) {
        return new Objective(
                Conditions.create(condition, 1),
                new Stop(),
                Sidedness.SIGNED,
                Optional.empty(),
                new TokenLevel(),
                new TokenMean(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                0);
    }
}
