package dev.kedge.divergence.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.estimator.KlEstimator;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LossGradientTest {

    private static final SoftmaxPolicy SAMPLED = SoftmaxPolicy.ofLogits(1, 0.2, -0.5, -2);
    private static final SoftmaxPolicy OTHER = SoftmaxPolicy.ofLogits(0.6, 0.6, -0.9, -1.2);

    /** What is left of a central difference with steps of 1e-6. */
    private static final double DIFFERENCES = 1e-9;

    @Test
    void onItsOwnSamplesK1DescendsNothingK2TheDivergenceK3TheReverse() {
        assertClose(LossGradient.OF_SAMPLED.exact(SAMPLED, OTHER), slopes(SAMPLED, s -> s.klTo(OTHER)));
        assertClose(expected(LossGradient.OF_SAMPLED, KlEstimator.KL1), new double[4]);
        assertClose(expected(LossGradient.OF_SAMPLED, KlEstimator.KL2), slopes(SAMPLED, s -> s.klTo(OTHER)));
        assertClose(expected(LossGradient.OF_SAMPLED, KlEstimator.KL3), slopes(SAMPLED, OTHER::klTo));
    }

    @Test
    void onSamplesOfTheOldPolicyK1AndK3DescendTheDivergence() {
        assertClose(LossGradient.OF_OTHER.exact(SAMPLED, OTHER), slopes(OTHER, SAMPLED::klTo));
        assertClose(expected(LossGradient.OF_OTHER, KlEstimator.KL1), slopes(OTHER, SAMPLED::klTo));
        assertClose(expected(LossGradient.OF_OTHER, KlEstimator.KL3), slopes(OTHER, SAMPLED::klTo));
        // The samples are fixed, so that of KL2 is the gradient of its mean, E_S x²/2
        assertClose(expected(LossGradient.OF_OTHER, KlEstimator.KL2), slopes(OTHER, LossGradientTest::meanKl2));
    }

    private static double meanKl2(SoftmaxPolicy other) {
        double sum = 0;
        for (int action = 0; action < other.size(); action++) {
            double x = other.logProbability(action) - SAMPLED.logProbability(action);
            sum += SAMPLED.probability(action) * x * x / 2;
        }
        return sum;
    }

    private static double[] expected(LossGradient role, KlEstimator estimator) {
        return role.expected(estimator, SAMPLED, OTHER);
    }

    private static double[] slopes(SoftmaxPolicy at, Function<SoftmaxPolicy, Double> function) {
        double step = 1e-6;
        double[] slopes = new double[at.size()];
        for (int action = 0; action < slopes.length; action++) {
            double[] unit = new double[slopes.length];
            unit[action] = 1;
            slopes[action] =
                    (function.apply(at.moved(unit, step)) - function.apply(at.moved(unit, -step))) / (2 * step);
        }
        return slopes;
    }

    private static void assertClose(double[] actual, double[] expected) {
        assertThat(actual).containsExactly(expected, within(DIFFERENCES));
    }
}
