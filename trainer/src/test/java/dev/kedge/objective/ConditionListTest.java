package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several conditions on one token: the tightest bound on the violated side is held, a drop wins, and order is nothing.
 */
class ConditionListTest {

    private static final String WIDE = "{kind: ratio, epsilon: 0.2}";
    private static final String NARROW = "{kind: ratio, epsilon: 0.1}";
    private static final String DROP = "{kind: sequence-kl2, delta: 0.01}";

    private static Objective objective(String axes, List<String> conditions) {
        String condition = "condition: {kind: all, of: [" + String.join(", ", conditions) + "]}\n";
        return ObjectiveCatalogue.objective(PresetText.objective("test", condition + axes.replace("; ", "\n")));
    }

    /** The weight g of ∇log π of a token, one sequence alone: −B·T·d loss / d logprob. */
    private static double weight(Objective objective, double advantage, double ratio) {
        return -TokenBatch.singles(advantage, Math.log(ratio))
                .evaluate(objective)
                .gradient()[0][0];
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // w = 1.5 is above both bounds, 1.2 and 1.1: the lower one is the tighter. w = 0.5: 0.9 instead of 0.8.
                "hold | 1.5 | 1.1 | 0",
                "hold | 0.5 | 0.9 | 0",
                // preserve gives the same weights: β·bound·A with β = 1
                "preserve | 1.5 | 1.1 | 0",
                "preserve | 0.5 | 0.9 | 0",
                // w = 1.15 is outside of the narrow one only; ½·log² 1.15 = 0.0098 is still allowed to the sequence
                "hold | 1.15 | 1.1 | 1.1"
            })
    void theTightestBoundIsHeldAndADropWins(String response, double w, double bounds, double withDrop) {
        String axes = "response: " + response + "; sidedness: agnostic";
        for (List<String> order : List.of(List.of(WIDE, NARROW), List.of(NARROW, WIDE))) {
            assertThat(weight(objective(axes, order), 1, w)).as("%s", order).isCloseTo(bounds, within(1e-12));
        }
        for (List<String> order : orders(List.of(WIDE, NARROW, DROP))) {
            assertThat(weight(objective(axes, order), 1, w)).as("%s", order).isCloseTo(withDrop, within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "response: hold; sidedness: agnostic",
                "response: hold; sidedness: signed",
                "response: stop; sidedness: signed",
                "response: preserve; sidedness: agnostic",
                "response: rollback; sidedness: signed",
                "response: flip; sidedness: agnostic",
                "level: clipped-geometric-mean; sidedness: signed",
                "level: sequence-product; response: hold; sidedness: agnostic",
                "worsening_cap: {kind: dual-clip, cap: 1.4}; response: hold; sidedness: agnostic"
            })
    void theOrderOfTheListNeverMatters(String axes) {
        SplittableRandom random = new SplittableRandom(12);
        double[] advantages = {1.5, -0.7, 0.4, -2};
        double[][] logRatios = new double[advantages.length][];
        for (int i = 0; i < logRatios.length; i++) {
            logRatios[i] = random.doubles(3 + i, -0.9, 0.9).toArray();
        }
        TokenBatch batch = TokenBatch.of(advantages, logRatios);
        List<String> conditions = List.of(
                WIDE,
                "{kind: clip-higher, epsilon_low: 0.1, epsilon_high: 0.5}",
                "{kind: sequence-kl1, delta: 0.1}",
                "{kind: kl3, delta: 0.05}");
        TokenBatch.Outcome first = batch.evaluate(objective(axes, conditions));
        assertThat(first.metrics().get("update/clip_fraction")).isGreaterThan(0);
        for (List<String> order : orders(conditions)) {
            TokenBatch.Outcome other = batch.evaluate(objective(axes, order));
            assertThat(other.loss()).as("%s", order).isEqualTo(first.loss());
            assertThat(other.gradient()).as("%s", order).isDeepEqualTo(first.gradient());
            assertThat(other.metrics()).as("%s", order).isEqualTo(first.metrics());
        }
    }

    private static List<List<String>> orders(List<String> conditions) {
        if (conditions.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> orders = new ArrayList<>();
        for (String first : conditions) {
            List<String> rest = new ArrayList<>(conditions);
            rest.remove(first);
            for (List<String> order : orders(rest)) {
                List<String> whole = new ArrayList<>(List.of(first));
                whole.addAll(order);
                orders.add(whole);
            }
        }
        return orders;
    }

    @Test
    void aSequenceWithoutTokensLeavesTheClippedGeometricMeanOfTheOthersAlone() {
        Objective objective = objective("level: clipped-geometric-mean; sidedness: signed", List.of(WIDE));
        TokenBatch.Outcome with = TokenBatch.of(new double[] {1, 1}, new double[] {0.1, 0.3}, new double[0])
                .evaluate(objective);
        TokenBatch.Outcome without =
                TokenBatch.of(new double[] {1}, new double[] {0.1, 0.3}).evaluate(objective);
        // The sequence counts among the two that the mean is over, with nothing: half the loss, half the gradient.
        assertThat(with.loss()).isCloseTo(without.loss() / 2, within(1e-15));
        assertThat(with.gradient()[0][0]).isCloseTo(without.gradient()[0][0] / 2, within(1e-15));
        assertThat(with.gradient()[1]).containsOnly(0.0);
    }
}
