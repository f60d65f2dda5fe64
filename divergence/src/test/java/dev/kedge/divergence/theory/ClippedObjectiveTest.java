package dev.kedge.divergence.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.probability.BinaryTotalVariation;
import dev.kedge.divergence.ratio.Kl3;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClippedObjectiveTest {

    private static final SoftmaxPolicy OLD = SoftmaxPolicy.ofLogits(1.2, 0.4, -0.3, -1.1, 0);
    private static final double[] ADVANTAGES = {-0.7, 1.1, 0.4, 2.0, -1.3};

    /** With ratios 0.56, 1.52, 0.92, 1.68, 1.13: out on either side, in, and pushed back. */
    private static final SoftmaxPolicy NOW = OLD.moved(new double[] {-0.6, 0.4, -0.1, 0.5, 0.1}, 1);

    private static final PolicyCondition NONE = new IntervalCondition(LogInterval.UNBOUNDED);
    private static final List<PolicyCondition> CONDITIONS = List.of(
            NONE,
            new IntervalCondition(LogInterval.aroundOne(0.2, 0.2)),
            new IntervalCondition(new Kl3().interval(0.03)),
            new PerActionCondition(new BinaryTotalVariation(0.02, 0.02)),
            new DistributionCondition(DistributionCondition.Divergence.KL, 0.01),
            new DistributionCondition(DistributionCondition.Divergence.TOTAL_VARIATION, 0.05));

    @Test
    void gradientIsThatOfTheObjective() {
        double step = 1e-6;
        for (PolicyCondition condition : CONDITIONS) {
            ClippedObjective objective = new ClippedObjective(condition);
            double[] gradient = objective.gradient(OLD, NOW, ADVANTAGES);
            for (int action = 0; action < OLD.size(); action++) {
                double[] unit = new double[OLD.size()];
                unit[action] = 1;
                double above = objective.value(OLD, NOW.moved(unit, step), ADVANTAGES);
                double below = objective.value(OLD, NOW.moved(unit, -step), ADVANTAGES);
                // central difference: error about step² and 1e-16/step
                assertThat(gradient[action])
                        .as("%s, action %d", condition, action)
                        .isCloseTo((above - below) / (2 * step), within(1e-9));
            }
        }
    }

    @Test
    void eachConditionRemovesSomethingHere() {
        double[] free = new ClippedObjective(NONE).gradient(OLD, NOW, ADVANTAGES);
        for (PolicyCondition condition : CONDITIONS.subList(1, CONDITIONS.size())) {
            assertThat(new ClippedObjective(condition).gradient(OLD, NOW, ADVANTAGES))
                    .as("%s", condition)
                    .isNotEqualTo(free);
        }
    }

    @Test
    void withoutConditionItIsThePolicyGradient() {
        // ∇ Σ π A = π (A - mean A), whatever π_old is
        double mean = NOW.mean(ADVANTAGES);
        double[] gradient = new ClippedObjective(NONE).gradient(OLD, NOW, ADVANTAGES);
        for (int action = 0; action < OLD.size(); action++) {
            assertThat(gradient[action])
                    .isCloseTo(NOW.probability(action) * (ADVANTAGES[action] - mean), within(1e-16));
        }
        assertThat(new ClippedObjective(NONE).value(OLD, NOW, ADVANTAGES)).isEqualTo(mean);
    }

    @Test
    void onPolicyEveryConditionGivesTheSameGradient() {
        double[] free = new ClippedObjective(NONE).gradient(OLD, OLD, ADVANTAGES);
        for (PolicyCondition condition : CONDITIONS) {
            assertThat(new ClippedObjective(condition).gradient(OLD, OLD, ADVANTAGES))
                    .as("%s", condition)
                    .isEqualTo(free);
        }
    }

    @Test
    void aTokenThatIsCalledBackKeepsItsGradient() {
        SoftmaxPolicy old = SoftmaxPolicy.ofWeights(1, 1);
        SoftmaxPolicy now = SoftmaxPolicy.ofWeights(3, 1);
        // w = 1.5 and 0.5, both outside [0.8, 1.2]
        ClippedObjective objective = new ClippedObjective(new IntervalCondition(LogInterval.aroundOne(0.2, 0.2)));
        assertThat(objective.clipped(old, now, 1, -1)).containsExactly(true, true);
        assertThat(objective.clipped(old, now, -1, 1)).containsExactly(false, false);
        assertThat(shares(objective.condition(), old, now, 1, -1)).isEqualTo(new ViolationShares(0.5, 0, 0, 0.5));
        assertThat(shares(objective.condition(), old, now, -1, 1)).isEqualTo(new ViolationShares(0, 0.5, 0.5, 0));
    }

    @Test
    void clippedShareIsThatOfTheClippedActions() {
        for (PolicyCondition condition : CONDITIONS) {
            boolean[] clipped = new ClippedObjective(condition).clipped(OLD, NOW, ADVANTAGES);
            double share = 0;
            for (int action = 0; action < clipped.length; action++) {
                share += clipped[action] ? OLD.probability(action) : 0;
            }
            assertThat(shares(condition, OLD, NOW, ADVANTAGES).clipped()).isCloseTo(share, within(1e-15));
        }
    }

    private static ViolationShares shares(
            PolicyCondition condition, SoftmaxPolicy old, SoftmaxPolicy now, double... advantages) {
        return ViolationShares.of(condition.around(old).violated(now), old, now, advantages);
    }
}
