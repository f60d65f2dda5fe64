package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.config.ConfigException;
import dev.kedge.objective.WholeDistributions.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The update without its mean over the old policy. */
class ScoreCenteringTest {

    private static final double ROUNDING = 1e-12;
    private static final String CENTERED = "control_variate: score-centering";

    /** What gives each weight f(w) of the paper, and others that only condition and response say. */
    private static final List<List<String>> AXES = List.of(
            List.of("response: log-probability"),
            List.of("response: {kind: truncated-mask, cap: 2}"),
            List.of(
                    "condition: {kind: clip-higher, epsilon_low: 0.5, epsilon_high: 1.0}",
                    "response: hold",
                    "sidedness: agnostic"),
            List.of(
                    "condition: {kind: clip-higher, epsilon_low: 0.5, epsilon_high: 1.0}",
                    "response: mask",
                    "sidedness: agnostic"),
            List.of(
                    "condition: {kind: binary-tv, epsilon_low: 0.1, epsilon_high: 0.1}",
                    "response: mask",
                    "sidedness: agnostic"),
            List.of("condition: {kind: kl3, delta: 0.017678}", "worsening_cap: {kind: dual-clip, cap: 1.5}"),
            List.of("condition: {kind: ratio, epsilon: 0.2}", "response: {kind: power-decay, n: 1, m: 2}"),
            List.of("response: soft-gate"),
            List.of("response: quadratic-pull"));

    @TestFactory
    List<DynamicTest> forAConstantAdvantageTheMeanUpdateUnderTheOldPolicyIsZero() {
        return AXES.stream()
                .map(axes -> DynamicTest.dynamicTest(axes.toString(), () -> {
                    for (double advantage : new double[] {1, -1, 0.3, -2.5}) {
                        WholeDistributions policies = WholeDistributions.random(3, 1);
                        double[] centered = mean(policies, objective(axes, CENTERED), advantage);
                        double[] plain = mean(policies, objective(axes), advantage);
                        assertThat(centered).containsOnly(new double[centered.length], within(ROUNDING));
                        assertThat(plain).as("without it there is a drift").isNotEqualTo(centered);
                    }
                }))
                .toList();
    }

    /** {@code Σ_a q_a·∇loss(a)}. */
    private static double[] mean(WholeDistributions policies, Objective objective, double advantage) {
        double[] mean = new double[WholeDistributions.VOCABULARY];
        for (int token = 0; token < mean.length; token++) {
            double[] gradient = policies.evaluate(objective, token, advantage).gradient();
            for (int i = 0; i < mean.length; i++) {
                mean[i] += policies.old()[token] * gradient[i];
            }
        }
        return mean;
    }

    @Test
    void theGradientIsThatOfThePaper() {
        // ∇ = −A·[f(w_a)·(e_a − p) − Σ_v q_v·f(w_v)·(e_v − p)], (e_v − p) the gradient of log p_v in the logits.
        follows(objective(AXES.get(0), CENTERED), w -> 1);
        follows(objective(AXES.get(1), CENTERED), w -> Math.min(w, 2));
        follows(objective(AXES.get(2), CENTERED), w -> Math.max(0.5, Math.min(2, w)));
        follows(objective(AXES.get(3), CENTERED), w -> w < 0.5 || w > 2 ? 0 : w);
    }

    private static void follows(Objective objective, DoubleUnaryOperator f) {
        WholeDistributions policies = WholeDistributions.random(5, 1.5);
        double[] p = policies.now();
        double[] q = policies.old();
        for (int token = 0; token < p.length; token++) {
            Outcome outcome = policies.evaluate(objective, token, -0.7);
            for (int i = 0; i < p.length; i++) {
                double expected = f.applyAsDouble(p[token] / q[token]) * ((i == token ? 1 : 0) - p[i]);
                for (int v = 0; v < p.length; v++) {
                    expected -= q[v] * f.applyAsDouble(p[v] / q[v]) * ((i == v ? 1 : 0) - p[i]);
                }
                assertThat(outcome.gradient()[i]).isCloseTo(0.7 * expected, within(ROUNDING));
            }
        }
    }

    @Test
    void withTheWholeWeightThereIsNothingToTakeAway() {
        // f(w) = w: Σ_v q_v·w_v·∇log p_v = Σ_v p_v·∇log p_v = 0.
        WholeDistributions policies = WholeDistributions.random(9, 1);
        Objective plain = objective(List.of("response: stop"));
        Objective centered = objective(List.of("response: stop"), CENTERED);
        assertThat(policies.evaluate(centered, 2, 1).gradient())
                .containsExactly(policies.evaluate(plain, 2, 1).gradient(), within(ROUNDING));
    }

    @Test
    void whatCannotBeEvaluatedAtEveryTokenIsRefused() {
        for (String axis : List.of(
                "level: sequence-product",
                "condition: {kind: sequence-kl3, delta: 0.01}",
                "condition: {kind: exact-kl, delta: 0.02}",
                "condition: balanced",
                "condition: position-band",
                "response: kl-rollback",
                "response: {kind: regression, beta: 0.1, against: old}",
                "worsening_cap: by-position")) {
            assertThatThrownBy(() -> objective(List.of(axis), CENTERED))
                    .as(axis)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("objective.control_variate must be none ");
        }
    }

    private static Objective objective(List<String> axes, String... more) {
        String[] all = Stream.concat(axes.stream(), Arrays.stream(more)).toArray(String[]::new);
        return ObjectiveCatalogue.objective(PresetText.objective("test", all));
    }
}
