package dev.kedge.divergence.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EstimatorMomentsTest {

    @Test
    void normalsOfEqualWidthByHand() {
        // S = N(1, 1), O = N(0, 1), x = 1/2 - a: KL = 1/2; Var KL1 = 1; KL2: E x²/2 = (1 + 1/4)/2 = 0.625, bias 0.125;
        // Var x²/2 = (3 + 6/4 + 1/16 - (5/4)²)/4 = 0.75; Var KL3 = e - 1 - 1 = 0.718282
        GaussianPair pair = new GaussianPair(1, 1, 0, 1);
        assertThat(pair.moments(KlEstimator.KL1)).isEqualTo(new EstimatorMoments(0.5, 0, 1));
        assertThat(pair.moments(KlEstimator.KL2)).isEqualTo(new EstimatorMoments(0.625, 0.125, 0.75));
        assertThat(pair.moments(KlEstimator.KL3).variance()).isCloseTo(0.718281828459045, within(1e-15));
    }

    @Test
    void coinByHand() {
        // S = (1/2, 1/2), O = (1/4, 3/4): x = (-log 2, log 1.5); KL = (0.693147 - 0.405465)/2 = 0.143841
        // KL2: (0.693147² + 0.405465²)/4 = 0.161214; KL3: values 0.5 - 1 + 0.693147 = 0.193147 and 0.094535,
        // mean 0.143841, variance (0.098612/2)² = 0.002431
        CategoricalPair pair = new CategoricalPair(new double[] {0.5, 0.5}, new double[] {0.25, 0.75});
        assertThat(pair.kl()).isCloseTo(0.143841, within(1e-6));
        assertThat(pair.moments(KlEstimator.KL2).mean()).isCloseTo(0.161214, within(1e-6));
        assertThat(pair.moments(KlEstimator.KL2).bias()).isCloseTo(0.017373, within(1e-6));
        assertThat(pair.moments(KlEstimator.KL3).variance()).isCloseTo(0.002431, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({
        "0.3, 1",
        "0.001, 1",
        "0, 1.01",
        "0.02, 0.995",
        "0, 1.03",
        "0.5, 1.031",
        "0.5, 1.032",
        "1, 0.8",
        "-2, 1.5",
        "0.1, 2",
        "1e-4, 1.00001"
    })
    void gaussianClosedFormsEqualIntegrals(double shift, double width) {
        GaussianPair pair = new GaussianPair(shift, width, 0, 1);
        // x = log O - log S at shift + width·z is log width - (shift + width z)²/2 + z²/2
        double constant = Math.log(width) - shift * shift / 2;
        double quadratic = (1 - width) * (1 + width) / 2;
        DoubleUnaryOperator logRatio = z -> constant - shift * width * z + quadratic * z * z;
        for (KlEstimator estimator : KlEstimator.values()) {
            EstimatorMoments moments = pair.moments(estimator);
            double mean = normalMean(z -> estimator.value(logRatio.applyAsDouble(z)));
            double variance = normalMean(z -> square(estimator.value(logRatio.applyAsDouble(z)) - moments.mean()));
            double bias = normalMean(
                    z -> estimator.value(logRatio.applyAsDouble(z)) - KlEstimator.KL3.value(logRatio.applyAsDouble(z)));
            // log(width) is rounded at 1e-16 of 1 while x may be 1e-4 of that.
            assertThat(moments.mean() / mean).as(estimator + " mean").isCloseTo(1, within(1e-11));
            assertThat(moments.variance() / variance)
                    .as(estimator + " variance")
                    .isCloseTo(1, within(1e-11));
            assertThat(moments.bias()).as(estimator + " bias").isCloseTo(bias, within(5e-16 + 1e-11 * Math.abs(bias)));
        }
    }

    @Test
    void kl3HasNoVarianceWhereTheOtherIsMuchWider() {
        // E e^{2x} exists for S = N(0, v), O = N(0, 1) if 2v > 1
        assertThat(new GaussianPair(0, Math.sqrt(0.49), 0, 1)
                        .moments(KlEstimator.KL3)
                        .variance())
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(new GaussianPair(0, Math.sqrt(0.51), 0, 1)
                        .moments(KlEstimator.KL3)
                        .variance())
                .isFinite();
    }

    @Test
    void equalDistributionsHaveNoDivergenceAndNoNoise() {
        for (DistributionPair pair : new DistributionPair[] {
            new GaussianPair(0.3, 2, 0.3, 2), new CategoricalPair(new double[] {0.2, 0.8}, new double[] {0.2, 0.8})
        }) {
            for (KlEstimator estimator : KlEstimator.values()) {
                assertThat(pair.moments(estimator)).isEqualTo(new EstimatorMoments(0, 0, 0));
            }
        }
    }

    @Test
    void badDistributionsAreRefusedWithTheirNumbers() {
        assertThatThrownBy(() -> new GaussianPair(0, 0, 0, 1))
                .hasMessage("sampledDeviation must be in (0, Infinity), got 0.0");
        assertThatThrownBy(() -> new GaussianPair(Double.NaN, 1, 0, 1)).hasMessageContaining("finite, got NaN");
        assertThatThrownBy(() -> new CategoricalPair(new double[] {1}, new double[] {0.5, 0.5}))
                .hasMessage("other must have 1 probabilities, got 2");
        assertThatThrownBy(() -> new CategoricalPair(new double[] {0.5, 0.5}, new double[] {0, 1}))
                .hasMessage("other must have probabilities in (0, 1], got 0.0");
        assertThatThrownBy(() -> new CategoricalPair(new double[] {0.5, 0.4}, new double[] {0.5, 0.5}))
                .hasMessage("sampled must have sum 1, got 0.9");
    }

    /** The trapezoidal rule is exact to rounding for smooth functions under a normal density. */
    private static double normalMean(DoubleUnaryOperator ofStandardNormal) {
        double step = 1.0 / 64;
        double sum = 0;
        for (int i = -64 * 30; i <= 64 * 30; i++) {
            double z = i * step;
            sum += Math.exp(-z * z / 2) * ofStandardNormal.applyAsDouble(z);
        }
        return sum * step / Math.sqrt(2 * Math.PI);
    }

    private static double square(double value) {
        return value * value;
    }
}
