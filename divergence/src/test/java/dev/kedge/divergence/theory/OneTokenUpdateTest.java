package dev.kedge.divergence.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.ratio.Kl3;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OneTokenUpdateTest {

    private static final SoftmaxPolicy POLICY = SoftmaxPolicy.ofWeights(8, 4, 3, 2, 1);
    private static final LogInterval KL3 = new Kl3().interval(0.02);
    private static final LogInterval SYMMETRIC = LogInterval.aroundOne(0.2, 0.2);

    @Test
    void theTokenIsAtItsBoundAndTheRestSumsUp() {
        for (LogInterval interval : new LogInterval[] {KL3, SYMMETRIC}) {
            OneTokenUpdate update = new OneTokenUpdate(interval);
            for (int action = 0; action < POLICY.size(); action++) {
                double[] raised = update.raised(POLICY, action);
                double[] lowered = update.lowered(POLICY, action);
                double p = POLICY.probability(action);
                assertThat(raised[action]).isCloseTo(interval.high() * p, within(1e-14));
                assertThat(lowered[action]).isCloseTo(interval.low() * p, within(1e-14));
                assertThat(Arrays.stream(raised).sum()).isCloseTo(1, within(1e-14));
                assertThat(Arrays.stream(lowered).sum()).isCloseTo(1, within(1e-14));
            }
        }
    }

    @Test
    void theClosedFormIsWhereSmallGradientStepsEnd() {
        // Only the sampled token has an advantage. Its bound stops it within one step, and nothing else moves then.
        double rate = 1e-4;
        Dynamics dynamics = new Dynamics(new ClippedObjective(new IntervalCondition(KL3)), 40_000, rate);
        OneTokenUpdate update = new OneTokenUpdate(KL3);
        for (int action = 0; action < 3; action++) {
            for (double advantage : new double[] {1, -1}) {
                double[] advantages = new double[POLICY.size()];
                advantages[action] = advantage;
                Round round = dynamics.round(POLICY, advantages);
                double[] expected = advantage > 0 ? update.raised(POLICY, action) : update.lowered(POLICY, action);
                assertThat(round.violations().clipped()).isPositive();
                for (int other = 0; other < POLICY.size(); other++) {
                    // both the overshoot and Euler's error are of the order of one step
                    assertThat(round.policy().probability(other)).isCloseTo(expected[other], within(rate));
                }
            }
        }
    }

    @Test
    void toFirstOrderTheOthersMoveByTheirClosedForm() {
        // dπ_k/dπ_a = π_k (Σπ² - π_a - π_k)/(π_a (1 - 2π_a + Σπ²)) along dz = e_a - π
        double squares = 0;
        for (int action = 0; action < POLICY.size(); action++) {
            squares += POLICY.probability(action) * POLICY.probability(action);
        }
        double small = 1e-6;
        int sampled = 2;
        double p = POLICY.probability(sampled);
        double[] raised = new OneTokenUpdate(LogInterval.aroundOne(small, small)).raised(POLICY, sampled);
        for (int other : new int[] {0, 1, 3, 4}) {
            double q = POLICY.probability(other);
            double slope = q * (squares - p - q) / (1 - 2 * p + squares);
            // of second order in small: 1e-12, and what 1e-16 leaves of a difference
            assertThat((raised[other] - q) / small).isCloseTo(slope, within(1e-6));
        }
    }

    @Test
    void twoActionsAreItsSpecialCase() {
        for (LogInterval interval : new LogInterval[] {KL3, SYMMETRIC}) {
            TwoActions closed = new TwoActions(interval.low(), interval.high());
            OneTokenUpdate update = new OneTokenUpdate(interval);
            for (double p : new double[] {0.05, 0.3, 0.5, 0.7, 0.9}) {
                SoftmaxPolicy policy = SoftmaxPolicy.ofWeights(p, 1 - p);
                assertThat(update.drift(policy)[0]).isCloseTo(closed.drift(p), within(1e-14));
                assertThat(update.entropyDrift(policy)).isCloseTo(closed.entropyDrift(p), within(1e-13));
            }
        }
    }

    @Test
    void asymmetryDriftsTowardsTheLikelierOfTwoActions() {
        TwoActions kl3 = new TwoActions(KL3.low(), KL3.high());
        double asymmetry = KL3.highMinusOne() - KL3.oneMinusLow();
        for (double p : new double[] {0.2, 0.35, 0.5, 0.65, 0.8}) {
            // a (2p - 1)/2, while both can reach 1/u = 0.824
            assertThat(kl3.drift(p)).isCloseTo(asymmetry * (2 * p - 1) / 2, within(1e-15));
            assertThat(new TwoActions(0.8, 1.2).drift(p)).isCloseTo(0, within(1e-15));
        }
        // p = 0.9: up has 0.1 left, down 0.2·0.9. [0.9 (0.1 - 0.18) - 0.1 (0.02 - 0.02)]/2
        assertThat(new TwoActions(0.8, 1.2).drift(0.9)).isCloseTo(-0.036, within(1e-15));
    }

    @Test
    void logitsOfTwoActions() {
        // 0.5 -> 0.6: log(0.6/0.4)
        assertThat(TwoActions.logitChange(0.5, 0.6)).isCloseTo(Math.log(1.5), within(1e-15));
        assertThat(TwoActions.logitChange(0.9, 1)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void toFirstOrderLogitAndEntropyMoveAlikeForEveryShape() {
        // s = sqrt(2 delta): the logit moves by s/(1 - p), the entropy by s p log((1 - p)/p); the rest is of order s²
        double delta = 1e-10;
        double s = Math.sqrt(2 * delta);
        for (LogInterval interval : new LogInterval[] {new Kl3().interval(delta), LogInterval.aroundOne(s, s)}) {
            TwoActions two = new TwoActions(interval.low(), interval.high());
            for (double p : new double[] {0.1, 0.3, 0.8}) {
                assertThat(TwoActions.logitChange(p, two.up(p)) / s).isCloseTo(1 / (1 - p), within(1e-3));
                assertThat(TwoActions.logitChange(p, two.down(p)) / s).isCloseTo(-1 / (1 - p), within(1e-3));
                double entropy = p * Math.log((1 - p) / p);
                assertThat((TwoActions.entropy(two.up(p)) - TwoActions.entropy(p)) / s)
                        .isCloseTo(entropy, within(1e-4));
                assertThat((TwoActions.entropy(two.down(p)) - TwoActions.entropy(p)) / s)
                        .isCloseTo(-entropy, within(1e-4));
            }
        }
    }

    @Test
    void driftKeepsTheSumAndNeedsALowerBound() {
        assertThat(Arrays.stream(new OneTokenUpdate(KL3).drift(POLICY)).sum()).isCloseTo(0, within(1e-15));
        assertThatThrownBy(() -> new OneTokenUpdate(LogInterval.UNBOUNDED).drift(POLICY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lower end");
    }
}
