package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.config.ConfigException;
import dev.kedge.objective.condition.Condition;
import dev.kedge.objective.condition.IntervalCondition;
import dev.kedge.objective.condition.SecondMomentPrefixCondition;
import dev.kedge.objective.condition.SecondMomentPrefixCondition.Counted;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.TokenStatistic;
import dev.kedge.objective.input.UpdateTokens;
import dev.kedge.objective.input.UpdateTotals;
import dev.kedge.objective.weighting.FutureWeight;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions, levels, responses and weights of 2026 on sequences of several tokens, with worked numbers. */
class RecentRulesTest {

    private static final double ROUNDING = 1e-12;

    @Test
    void theSecondMomentKeepsTheSmallestSquaresWhoseMeanIsWithinTheBudget() {
        // 0.01; (0.01 + 0.04)/2 = 0.025; (0.01 + 0.04 + 0.09)/3 = 0.0467 > 0.04: two tokens are kept.
        assertThat(largestKept(Counted.OUTWARD, new double[] {0.5, 0.1, 0.3, 0.2}, 1))
                .isEqualTo(0.2);
        // The tokens on the other side of 1 do not count, however far out.
        assertThat(largestKept(Counted.OUTWARD, new double[] {0.5, -2, 0.1, 0.3, -0.1, 0.2}, 1))
                .isEqualTo(0.2);
        // All of them: 0.01, 0.01, 0.04: (0.06)/3 = 0.02; with 0.09: 0.15/4 = 0.0375; with 0.25: 0.08.
        assertThat(largestKept(Counted.ALL, new double[] {0.5, -2, 0.1, 0.3, -0.1, 0.2}, 1))
                .isEqualTo(0.3);
        // Equal sizes go together: 0.09 alone is beyond the budget, 0.01 is kept.
        assertThat(largestKept(Counted.OUTWARD, new double[] {0.3, 0.3, 0.1}, 1))
                .isEqualTo(0.1);
        assertThat(largestKept(Counted.OUTWARD, new double[] {0.1, 0.2}, 1)).isInfinite();
        // Not even the smallest is within: nothing that goes further out is left.
        assertThat(largestKept(Counted.OUTWARD, new double[] {0.3}, 1)).isZero();
    }

    private static double largestKept(Counted over, double[] x, double advantage) {
        double[] zeros = new double[x.length];
        double[] advantages = new double[x.length];
        Arrays.fill(advantages, advantage);
        double[][] none = {zeros};
        UpdateTokens tokens =
                new UpdateTokens(new double[][] {x}, none, none, none, new double[][] {advantages}, new long[1], 1);
        Condition condition =
                new SecondMomentPrefixCondition(new SecondMomentPrefixCondition.Config(0.04, over)).at(tokens);
        return ((IntervalCondition) condition).interval().logHigh();
    }

    @Test
    void ctpoBoundsTheTextSoFarByTheRootOfItsLength() {
        Objective ctpo = preset("ctpo");
        // log W: 0.04, 0.08, 0.06, 0.11. Upper bounds 0.05·√t: 0.05, 0.0707, 0.0866, 0.1. Tokens 2 and 4 are beyond.
        double[] x = {0.04, 0.04, -0.02, 0.05};
        double[] w = {Math.exp(0.04), 0, Math.exp(0.06), 0};
        for (double advantage : new double[] {1, -1}) {
            // For A < 0 the same bound is the dual cap.
            double[] gradient =
                    TokenBatch.of(new double[] {advantage}, x).evaluate(ctpo).gradient()[0];
            for (int t = 0; t < x.length; t++) {
                assertThat(gradient[t]).as("token %s", t).isCloseTo(-w[t] * advantage / 4, within(ROUNDING));
            }
        }
        // log W: −0.02, −0.04; lower bounds −0.025, −0.0354: the second is stopped where A < 0, called back where A >
        // 0.
        double[] falling = {-0.02, -0.02};
        assertThat(TokenBatch.of(new double[] {-1}, falling).evaluate(ctpo).gradient()[0][1])
                .isZero();
        assertThat(TokenBatch.of(new double[] {1}, falling).evaluate(ctpo).gradient()[0][1])
                .isCloseTo(-Math.exp(-0.04) / 2, within(ROUNDING));
    }

    @Test
    void ctposGeometricVariantStopsTheSameTokensWithAnotherWeight() {
        double[] x = {0.04, 0.04, -0.02, 0.05};
        // Means 0.04, 0.04, 0.02, 0.0275; bounds 0.05/√t: 0.05, 0.0354, 0.0289, 0.025.
        double[] w = {Math.exp(0.04), 0, Math.exp(0.02), 0};
        double[] gradient = TokenBatch.of(new double[] {1}, x)
                .evaluate(preset("ctpo-geometric"))
                .gradient()[0];
        for (int t = 0; t < x.length; t++) {
            assertThat(gradient[t]).as("token %s", t).isCloseTo(-w[t] / 4, within(ROUNDING));
        }
    }

    @Test
    void aTextWhoseRatioOverflowsIsCutAtETo10() {
        Objective unbounded = objective("level: prefix-product", "aggregation: token-mean");
        // Terms are within ±20: 20, then −20 + 20 = 0; the first is cut at 10.
        double[] gradient = TokenBatch.of(new double[] {1}, new double[] {30, -25})
                .evaluate(unbounded)
                .gradient()[0];
        assertThat(gradient[0]).isCloseTo(-Math.exp(10) / 2, within(1e-8));
        assertThat(gradient[1]).isCloseTo(-0.5, within(ROUNDING));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "0.5, 3"})
    void dgpoIsContinuousAtItsBoundsAndTheSlopeOfItsPrimitive(double n, double m) {
        Objective dgpo = objective(
                "condition: {kind: ratio, epsilon: 0.2}",
                "response: {kind: power-decay, n: " + n + ", m: " + m + "}",
                "aggregation: token-mean");
        double h = 1e-6;
        for (double advantage : new double[] {1, -1}) {
            for (double x : new double[] {-2, -0.5, -0.2232, -0.1, 0, 0.1, 0.1824, 0.7, 2}) {
                double gradient =
                        -TokenBatch.singles(advantage, x).evaluate(dgpo).gradient()[0][0];
                double slope = (primitive(x + h, advantage, n, m) - primitive(x - h, advantage, n, m)) / (2 * h);
                assertThat(gradient).as("x = %s, A = %s", x, advantage).isCloseTo(slope, within(1e-7));
            }
            double bound = advantage > 0 ? Math.log(1.2) : Math.log(0.8);
            double inside = TokenBatch.singles(advantage, bound - 1e-9 * advantage)
                    .evaluate(dgpo)
                    .gradient()[0][0];
            double outside = TokenBatch.singles(advantage, bound + 1e-9 * advantage)
                    .evaluate(dgpo)
                    .gradient()[0][0];
            assertThat(outside).isCloseTo(inside, within(1e-8));
        }
    }

    /** ∫ g dx: l^−n·w^(n+1)/(n+1) below, u^(1/m)·w^(1−1/m)/(1−1/m) above (u·log w for m = 1), w between; times A. */
    private static double primitive(double x, double advantage, double n, double m) {
        double w = Math.exp(x);
        if (advantage < 0 && w < 0.8) {
            return advantage * (0.8 + (Math.pow(0.8, -n) * Math.pow(w, n + 1) - 0.8) / (n + 1));
        }
        if (advantage > 0 && w > 1.2) {
            double power = 1 - 1 / m;
            double area = m == 1
                    ? 1.2 * Math.log(w / 1.2)
                    : Math.pow(1.2, 1 / m) * (Math.pow(w, power) - Math.pow(1.2, power)) / power;
            return advantage * (1.2 + area);
        }
        return advantage * w;
    }

    @Test
    void dgposWorkedNumbers() {
        Objective dgpo = preset("dgpo");
        // A = −1, w = 0.4: (0.4/0.8)·0.4 = 0.2. A = 1, w = 4.8: √(1.2·4.8) = 2.4. A = 1, w = 0.4: unbounded side, 0.4.
        assertThat(TokenBatch.singles(-1, Math.log(0.4)).evaluate(dgpo).gradient()[0][0])
                .isCloseTo(0.2, within(ROUNDING));
        assertThat(TokenBatch.singles(1, Math.log(4.8)).evaluate(dgpo).gradient()[0][0])
                .isCloseTo(-2.4, within(ROUNDING));
        assertThat(TokenBatch.singles(1, Math.log(0.4)).evaluate(dgpo).gradient()[0][0])
                .isCloseTo(-0.4, within(ROUNDING));
    }

    @Test
    void aDroppedSequenceLeavesNothingToDecay() {
        Objective dropped = objective(
                "condition: {kind: sequence-kl2, delta: 0.01}",
                "response: {kind: power-decay, n: 1, m: 2}",
                "sidedness: agnostic");
        assertThat(TokenBatch.of(new double[] {1}, new double[] {0.5, 0.4})
                        .evaluate(dropped)
                        .gradient()[0])
                .containsOnly(0.0);
    }

    @Test
    void fiposWeightAddsUpTheDiscountedFuture() {
        // Half-life 1: γ = ½. x = 0.1, 0.2, −0.4: sums −0.4; 0.2 − 0.2 = 0; 0.1 + 0 = 0.1.
        FutureWeight.Config config = new FutureWeight.Config(1, 0.5, 3, Double.POSITIVE_INFINITY, 4, 0.8);
        assertThat(weights(config, 1, 0.1, 0.2, -0.4))
                .containsExactly(new double[] {Math.exp(0.1), 1, Math.exp(-0.4)}, within(ROUNDING));
        // A ratio of e^2.5 = 12.2 is not counted above 10; the rest is.
        FutureWeight.Config limited = new FutureWeight.Config(1, 0.5, 3, 10, 4, 0.8);
        assertThat(weights(limited, 1, 0.1, 2.5, -0.4))
                .containsExactly(new double[] {1, Math.exp(-0.2), Math.exp(-0.4)}, within(ROUNDING));
        // A < 0 and w = e^1.5 = 4.48 > 4: at most 1; A > 0: at most 3.
        assertThat(weights(config, -1, 1.5)).containsExactly(1.0);
        assertThat(weights(config, 1, 1.5)).containsExactly(3.0);
        // The published range: [1, 1.2].
        assertThat(weights(FutureWeight.Config.DEFAULT, 1, 0.1, 0.2, -0.4))
                .containsExactly(new double[] {1, 1, 1}, within(ROUNDING));
    }

    private static double[] weights(FutureWeight.Config config, double advantage, double... x) {
        try (Scope scope = Scope.open()) {
            TokenBatch batch = TokenBatch.of(new double[] {advantage}, x);
            double[] padded = new double[x.length + 2];
            for (int t = 0; t < x.length; t++) {
                padded[t] = -1 - 0.125 * t + x[t];
            }
            ObjectiveInputs inputs = batch.inputs(HostMemory.tensor(padded, 1, padded.length));
            return Arrays.copyOf(HostMemory.doubles(new FutureWeight(config).weights(inputs)), x.length);
        }
    }

    @Test
    void aSequenceWhoseCoinsMovedTooFarIsDropped() {
        // p = 0.5 → 0.55: 0.5·ln(0.5/0.55) + 0.5·ln(0.5/0.45) = 0.0050252; p = 0.5 → 0.51: 0.0002001.
        assertThat(statistic(Math.log(0.5), Math.log(1.1))).isCloseTo(0.0050252, within(1e-7));
        assertThat(statistic(Math.log(0.5), Math.log(1.02))).isCloseTo(0.0002001, within(1e-7));
        // A probability beyond the clamp counts as 1e-6: 1e-9 → 1e-8 is no movement.
        assertThat(statistic(Math.log(1e-9), Math.log(10))).isCloseTo(0, within(1e-16));
        // Every second of the two: mean 0.0026 < 0.005; alone 0.00503 > 0.005.
        Objective objective = objective(
                "condition: {kind: sequence-binary-kl, delta: 0.005}", "response: mask", "sidedness: agnostic");
        assertThat(coins(objective, 1.1, 1.02)).doesNotContain(0.0);
        assertThat(coins(objective, 1.1, 1.1)).containsOnly(0.0);
    }

    private static double statistic(double old, double x) {
        try (Scope scope = Scope.open()) {
            return TokenStatistic.BINARY_KL
                    .of(HostMemory.tensor(new double[] {x}, 1), HostMemory.tensor(new double[] {old}, 1))
                    .item_double();
        }
    }

    /** The gradient at two tokens of p = ½ with these ratios. */
    private static double[] coins(Objective objective, double... ratios) {
        try (Scope scope = Scope.open()) {
            double[] now = {Math.log(0.5 * ratios[0]), Math.log(0.5 * ratios[1])};
            double[] old = {Math.log(0.5), Math.log(0.5)};
            Tensor leaf = Autograd.leaf(HostMemory.tensor(now, 1, 2));
            Tensor advantages = HostMemory.tensor(new double[] {1, 1}, 1, 2);
            ObjectiveInputs inputs =
                    ObjectiveInputs.of(leaf, HostMemory.tensor(old, 1, 2), advantages, advantages.eq(advantages));
            Autograd.backward(objective.evaluate(inputs, new UpdateTotals(1, 2)).loss());
            return HostMemory.doubles(Autograd.gradient(leaf));
        }
    }

    @Test
    void seqMisTestsTheMeanAndWeighsWithTheProduct() {
        Objective mis = objective(
                "condition: {kind: clip-higher, epsilon_low: 0.5, epsilon_high: 1.0}",
                "response: {kind: truncated-mask, cap: .inf}",
                "sidedness: agnostic",
                "level: {kind: two-levels, tested: sequence-geometric-mean, weighed: sequence-product}",
                "aggregation: token-mean");
        // Means 0.6 < log 2 = 0.693 and 0.8 > log 2; the product of the first is e^1.2.
        double[][] gradient = TokenBatch.of(new double[] {1, 1}, new double[] {0.9, 0.3}, new double[] {0.9, 0.7})
                .evaluate(mis)
                .gradient();
        assertThat(gradient[0][0])
                .isCloseTo(-Math.exp(1.2) / 4, within(ROUNDING))
                .isEqualTo(gradient[0][1]);
        assertThat(gradient[1][0]).isZero();
        assertThat(gradient[1][1]).isZero();
    }

    @Test
    void theAnchorDecidesWhatTheRatioIsTo() {
        // log π − log π_old = 0.1, log π_old − log μ = 0.3: w = e^0.1, e^0.4 and, half way, e^0.2.
        double[] expected = {0.1, 0.4, 0.2};
        String[] anchors = {"old", "sampler", "{kind: interpolated, alpha: 0.5}"};
        for (int i = 0; i < anchors.length; i++) {
            Objective plain = objective("anchor: " + anchors[i], "aggregation: token-mean");
            assertThat(anchored(plain)).as(anchors[i]).isCloseTo(-Math.exp(expected[i]), within(ROUNDING));
        }
        // A condition sees it too: e^0.4 = 1.49 and e^0.2 = 1.22 are beyond 1.2, e^0.1 = 1.11 is not.
        String clip = "condition: {kind: ratio, epsilon: 0.2}";
        assertThat(anchored(objective(clip, "anchor: sampler"))).isZero();
        assertThat(anchored(objective(clip, "anchor: {kind: interpolated, alpha: 0.5}")))
                .isZero();
        assertThat(anchored(objective(clip))).isCloseTo(-Math.exp(0.1), within(ROUNDING));
        // A correction is of anchor to sampler, so that w times it is π/μ whatever the anchor: e^0.4.
        for (String anchor : anchors) {
            Objective corrected = objective(
                    "anchor: " + anchor,
                    "correction: {kind: truncate, cap: .inf, level: token}",
                    "aggregation: token-mean");
            assertThat(anchored(corrected)).as(anchor).isCloseTo(-Math.exp(0.4), within(ROUNDING));
        }
    }

    /** The gradient at one token with A = 1, log π = −1, log π_old = −1.1, log μ = −1.4. */
    private static double anchored(Objective objective) {
        try (Scope scope = Scope.open()) {
            Tensor leaf = Autograd.leaf(one(-1));
            Tensor advantages = one(1);
            ObjectiveInputs inputs = ObjectiveInputs.of(leaf, one(-1.1), advantages, advantages.eq(advantages))
                    .with(Quantity.SAMPLING_LOGPROBS, one(-1.4));
            Autograd.backward(objective.evaluate(inputs, new UpdateTotals(1, 1)).loss());
            return Autograd.gradient(leaf).item_double();
        }
    }

    private static Tensor one(double value) {
        return HostMemory.tensor(new double[] {value}, 1, 1);
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        refused("condition: {kind: ring, epsilon_low: 0.7}", "condition.epsilon_low must be in (0, outer_low]");
        refused(
                "condition: {kind: second-moment-prefix, budget: 0}",
                "condition.budget must be > 0 and finite, got 0.0");
        refused("anchor: {kind: interpolated, alpha: 1}", "anchor.alpha must be in [0, 1), got 1.0");
        refused("weight: {kind: future, low: 2}", "weight.low must be in [0, 1], got 2.0");
        refused(
                "level: {kind: two-levels, tested: product, weighed: token}",
                "level.tested.kind must be one of clipped-geometric-mean, ");
        refused("response: {kind: by-sign, positive: {kind: hold, cap: 2}}", "response.positive");
    }

    private static void refused(String axis, String problem) {
        assertThatThrownBy(() -> objective(axis))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("objective." + problem);
    }

    private static Objective preset(String name) {
        return ObjectiveCatalogue.objective(Preset.named(name).objective());
    }

    private static Objective objective(String... axes) {
        return ObjectiveCatalogue.objective(PresetText.objective("test", axes));
    }
}
