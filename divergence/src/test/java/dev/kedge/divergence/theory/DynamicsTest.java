package dev.kedge.divergence.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.theory.DistributionCondition.Divergence;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DynamicsTest {

    private static final PolicyCondition NONE = new IntervalCondition(LogInterval.UNBOUNDED);

    private static Dynamics dynamics(PolicyCondition condition, int innerSteps, double learningRate) {
        return new Dynamics(new ClippedObjective(condition), innerSteps, learningRate);
    }

    @Test
    void withoutConditionTwoActionsFollowTheLogisticEquation() {
        // The gradient is p_k (A_k - mean). With D = A1 - A2: A1 - mean = (1 - p) D and A2 - mean = -p D, so the
        // difference of the logits has dz/dt = 2 p (1 - p) D. As dz/dp = 1/(p (1 - p)), T(p) = ∫ dp/(p² (1 - p)²)
        //   = 2 log(p/(1 - p)) + 1/(1 - p) - 1/p  grows by 2 D t.
        SoftmaxPolicy start = SoftmaxPolicy.ofWeights(1, 4);
        double time = 3;
        int steps = 300_000;
        SoftmaxPolicy end =
                dynamics(NONE, steps, time / steps).round(start, 0.8, -0.2).policy();
        double grown = logisticTime(end.probability(0)) - logisticTime(0.2);
        // explicit Euler: error of first order in the step 1e-5
        assertThat(grown).isCloseTo(2 * 1.0 * time, within(1e-3));
    }

    private static double logisticTime(double p) {
        return 2 * Math.log(p / (1 - p)) + 1 / (1 - p) - 1 / p;
    }

    @Test
    void aClippedActionOfTwoStopsAtItsBoundWithinOneStep() {
        // Both actions violate together only if the other's bound is met too; with A2 = 0 only the first one moves
        // them.
        SoftmaxPolicy start = SoftmaxPolicy.ofWeights(3, 7);
        PolicyCondition condition = new IntervalCondition(LogInterval.aroundOne(0.2, 0.2));
        double end =
                dynamics(condition, 20_000, 1e-3).round(start, 1, 0).policy().probability(0);
        // dp <= 2 D p² (1 - p)² · step <= 2/16 · 1e-3
        assertThat(end).isBetween(0.36, 0.36 + 1.3e-4);
    }

    @Test
    void exactKlIsExceededByAtMostTheLastStep() {
        SplittableRandom random = new SplittableRandom(3);
        int active = 0;
        for (int trial = 0; trial < 200; trial++) {
            SoftmaxPolicy start =
                    SoftmaxPolicy.ofLogits(random.doubles(12, -2, 2).toArray());
            double[] advantages = Advantages.normalized(
                    start, random.ints(12, 0, 2).asDoubleStream().toArray());
            double threshold = 0.02;
            double rate = 0.2;
            ClippedObjective objective = new ClippedObjective(new DistributionCondition(Divergence.KL, threshold));
            SoftmaxPolicy now = start;
            double largestStep = 0;
            for (int step = 0; step < 60; step++) {
                SoftmaxPolicy next = now.moved(objective.gradient(start, now, advantages), rate);
                largestStep = Math.max(largestStep, Math.abs(start.klTo(next) - start.klTo(now)));
                now = next;
            }
            Round round = dynamics(objective.condition(), 60, rate).round(start, advantages);
            assertThat(round.kl()).isEqualTo(start.klTo(now));
            assertThat(round.kl()).isLessThanOrEqualTo(threshold + largestStep);
            active += round.violations().clipped() > 0 ? 1 : 0;
        }
        assertThat(active).isGreaterThan(150);
    }

    @Test
    void aRoundReportsWhatItDid() {
        SoftmaxPolicy start = SoftmaxPolicy.ofWeights(1, 1);
        Trajectory trajectory = dynamics(NONE, 1, 0.5).run(start, RewardSchedule.fixed(1, 0), 2);
        // A = ±(1/2)/(1/2 + 1e-4), gradient ±A/2: logits move by ±A/4 = ±0.24995
        double ratio = 2 / (1 + Math.exp(-2 * 0.25 / 1.0002));
        assertThat(trajectory.rounds().get(0).largestRatio()).isCloseTo(ratio, within(1e-12));
        assertThat(trajectory.rounds().get(0).totalVariation()).isCloseTo((ratio - 1) / 2, within(1e-12));
        assertThat(trajectory.rounds().get(0).violations().clipped()).isZero();
        double[] course = trajectory.course(policy -> policy.probability(0));
        assertThat(course).hasSize(3).isSorted();
        assertThat(course[0]).isEqualTo(0.5);
        assertThat(course[1]).isCloseTo(ratio / 2, within(1e-12));
        assertThat(trajectory.end()).isSameAs(trajectory.rounds().get(1).policy());
        assertThat(trajectory.mean(Round::kl))
                .isEqualTo((trajectory.rounds().get(0).kl()
                                + trajectory.rounds().get(1).kl())
                        / 2);
    }

    @Test
    void advantagesHaveMeanZeroAndUnitDeviation() {
        SoftmaxPolicy policy = SoftmaxPolicy.ofWeights(1, 2, 5);
        double[] advantages = Advantages.normalized(policy, 1, 0, 1);
        // mean 6/8, variance 6/8 · 2/8 = 3/16, deviation 0.4330
        assertThat(advantages[0]).isCloseTo(0.25 / (Math.sqrt(3) / 4 + 1e-4), within(1e-15));
        assertThat(policy.mean(advantages)).isCloseTo(0, within(1e-15));
        assertThat(Advantages.normalized(policy, 1, 1, 1)).containsOnly(0.0);
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> dynamics(NONE, 0, 1)).hasMessageContaining("innerSteps must be at least 1, got 0");
        assertThatThrownBy(() -> dynamics(NONE, 1, 0)).hasMessageContaining("learningRate must be > 0, got 0.0");
        assertThatThrownBy(() -> new DistributionCondition(Divergence.KL, 0)).hasMessageContaining("threshold");
    }
}
