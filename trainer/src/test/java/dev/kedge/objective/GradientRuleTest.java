package dev.kedge.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.objective.condition.DualClip;
import dev.kedge.objective.condition.Sidedness;
import dev.kedge.objective.level.Level;
import dev.kedge.objective.level.SequenceGeometricMean;
import dev.kedge.objective.level.TokenLevel;
import dev.kedge.objective.response.Hold;
import dev.kedge.objective.response.Response;
import dev.kedge.objective.response.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The one rule behind every combination: where the condition acts, the weight of {@code A·∇log π} is 0 (stop) or
 * {@code clip(w)} (hold); elsewhere it is w. All in float64.
 */
class GradientRuleTest {

    /** Autograd evaluates the same closed form as the rule, in another order. */
    private static final double ROUNDING = 1e-13;

    /** Central differences with h = 1e-6 of a loss near 1: h²/6 · e^1.5 and 1e-16 / h, each below 1e-9. */
    private static final double DIFFERENCE = 1e-8;

    private static final double CAP = 3;
    private static final double[] LOG_RATIOS = {-1.0, -0.3, -0.1, 0.0, 0.05, 0.2, 0.3, 1.05, 1.5};

    private record Axes(Response response, Sidedness sidedness, boolean capped, Level level) {

        Objective objective() {
            return Objectives.with(
                    response,
                    sidedness,
                    capped ? Optional.of(new DualClip(new DualClip.Config(CAP))) : Optional.empty(),
                    level);
        }

        /** The weight of A·∇log π at log-ratio x. */
        double weight(double x, double advantage) {
            boolean below = x < Objectives.LOG_LOW;
            boolean above = x > Objectives.LOG_HIGH;
            boolean furtherOut = (above && advantage > 0) || (below && advantage < 0);
            boolean acts = (below || above) && (sidedness == Sidedness.AGNOSTIC || furtherOut);
            boolean capActs = capped && advantage < 0 && x > Math.log(CAP);
            if (!acts && !capActs) {
                return Math.exp(x);
            }
            if (response instanceof Stop) {
                return 0;
            }
            return capActs ? CAP : above ? 1.28 : 0.8;
        }

        @Override
        public String toString() {
            return response.getClass().getSimpleName() + " " + sidedness + (capped ? " capped " : " ")
                    + level.getClass().getSimpleName();
        }
    }

    private static List<Axes> combinations() {
        List<Axes> all = new ArrayList<>();
        for (Response response : List.of(new Stop(), new Hold())) {
            for (Sidedness sidedness : Sidedness.values()) {
                for (boolean capped : new boolean[] {false, true}) {
                    for (Level level : List.of(new TokenLevel(), new SequenceGeometricMean())) {
                        all.add(new Axes(response, sidedness, capped, level));
                    }
                }
            }
        }
        return all;
    }

    @TestFactory
    List<DynamicTest> theGradientOfEveryCombinationIsTheRule() {
        return combinations().stream()
                .map(axes -> DynamicTest.dynamicTest(axes.toString(), () -> followsTheRule(axes)))
                .toList();
    }

    private static void followsTheRule(Axes axes) {
        for (double advantage : new double[] {1.5, -0.7}) {
            TokenBatch batch = TokenBatch.singles(advantage, LOG_RATIOS);
            double[][] gradient = batch.evaluate(axes.objective()).gradient();
            for (int i = 0; i < LOG_RATIOS.length; i++) {
                // The token mean over 9 tokens, and the loss is what is minimized: −weight·A/9.
                double expected = -axes.weight(LOG_RATIOS[i], advantage) * advantage / LOG_RATIOS.length;
                assertThat(gradient[i][0])
                        .as("x = %s, A = %s", LOG_RATIOS[i], advantage)
                        .isCloseTo(expected, within(ROUNDING));
            }
        }
    }

    @TestFactory
    List<DynamicTest> atTheSequenceLevelEveryTokenHasTheWeightOfTheMean() {
        return combinations().stream()
                .filter(axes -> axes.level() instanceof SequenceGeometricMean)
                .map(axes -> DynamicTest.dynamicTest(axes.toString(), () -> {
                    // Means: 0.3 (above log 1.28 = 0.247), -0.3 (below log 0.8 = -0.223), 0.1 (inside), 1.2 (above log
                    // 3).
                    double[][] logRatios = {{0.9, -0.1, 0.1}, {-0.5, -0.1}, {0.1}, {1.2, 1.1, 1.3, 1.2}};
                    double[] means = {0.3, -0.3, 0.1, 1.2};
                    for (double sign : new double[] {1, -1}) {
                        double[] advantages = {sign, 0.5 * sign, -2 * sign, sign};
                        double[][] gradient = TokenBatch.of(advantages, logRatios)
                                .evaluate(axes.objective())
                                .gradient();
                        for (int row = 0; row < means.length; row++) {
                            double expected = -axes.weight(means[row], advantages[row]) * advantages[row] / 10;
                            for (int t = 0; t < logRatios[row].length; t++) {
                                assertThat(gradient[row][t]).isCloseTo(expected, within(ROUNDING));
                            }
                        }
                    }
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> withStopTheGradientIsTheSlopeOfTheLoss() {
        return combinations().stream()
                .filter(axes -> axes.response() instanceof Stop)
                .map(axes -> DynamicTest.dynamicTest(axes.toString(), () -> {
                    TokenBatch batch = TokenBatch.of(
                            new double[] {1.5, -0.7, 1, -1},
                            new double[] {-1.0, -0.3, -0.1, 0.05},
                            new double[] {0.2, 0.3, 1.05, 1.5},
                            new double[] {0.5, 0.45},
                            new double[] {-0.4, -0.35, -0.3});
                    double[][] gradient = batch.evaluate(axes.objective()).gradient();
                    for (int row = 0; row < batch.logRatios().length; row++) {
                        for (int t = 0; t < batch.logRatios()[row].length; t++) {
                            double h = 1e-6;
                            double above = batch.moved(row, t, h)
                                    .evaluate(axes.objective())
                                    .loss();
                            double below = batch.moved(row, t, -h)
                                    .evaluate(axes.objective())
                                    .loss();
                            assertThat(gradient[row][t])
                                    .as("sequence %d token %d", row, t)
                                    .isCloseTo((above - below) / (2 * h), within(DIFFERENCE));
                        }
                    }
                }))
                .toList();
    }

    @Test
    void withHoldTheGradientIsTheSlopeOfItsPrimitive() {
        // The loss of hold treats the weight as constant, so its own slope is another. What has the slope clip(w) is
        // e^x inside, u + u·(x − log u) above, l + l·(x − log l) below.
        Objective hold = new Axes(new Hold(), Sidedness.AGNOSTIC, false, new TokenLevel()).objective();
        double h = 1e-6;
        double[][] gradient = TokenBatch.singles(1, LOG_RATIOS).evaluate(hold).gradient();
        for (int i = 0; i < LOG_RATIOS.length; i++) {
            double slope = (heldPrimitive(LOG_RATIOS[i] + h) - heldPrimitive(LOG_RATIOS[i] - h)) / (2 * h);
            assertThat(-gradient[i][0] * LOG_RATIOS.length).isCloseTo(slope, within(DIFFERENCE));
        }
    }

    private static double heldPrimitive(double x) {
        if (x > Objectives.LOG_HIGH) {
            return 1.28 * (1 + x - Objectives.LOG_HIGH);
        }
        return x < Objectives.LOG_LOW ? 0.8 * (1 + x - Objectives.LOG_LOW) : Math.exp(x);
    }

    @Test
    void aTokenThatStrayedAndIsCalledBackKeepsItsGradient() {
        // w = e^0.3 = 1.349859 > 1.28, A = −1: the update lowers w, back inside. Signed: −w·A = 1.349859. A mask: 0.
        double signed = TokenBatch.singles(-1, 0.3).evaluate(Objectives.stop()).gradient()[0][0];
        assertThat(signed).isCloseTo(1.349859, within(1e-6));
        Objective mask = Objectives.with(new Stop(), Sidedness.AGNOSTIC, Optional.empty(), new TokenLevel());
        assertThat(TokenBatch.singles(-1, 0.3).evaluate(mask).gradient()[0][0]).isZero();
    }
}
