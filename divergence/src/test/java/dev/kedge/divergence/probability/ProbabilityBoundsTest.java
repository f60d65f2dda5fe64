package dev.kedge.divergence.probability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.ProbabilityCondition;
import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.divergence.ratio.Kl3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Worked numbers of the conditions on the old probability. */
final class ProbabilityBoundsTest {

    private static final double NONE = Double.POSITIVE_INFINITY;

    @ParameterizedTest
    @CsvSource({
        // 1 ± 0.15/p
        "0.01, 0, 16",
        "0.1, 0, 2.5",
        "0.15, 0, 2",
        "0.5, 0.7, 1.3",
        "0.9, 0.833333333333333, 1.166666666666667"
    })
    void totalVariationAllowsTheSameProbabilityForEveryToken(double p, double low, double high) {
        LogInterval interval = new BinaryTotalVariation(0.15, 0.15).interval(Math.log(p));
        assertThat(interval.low()).isCloseTo(low, within(1e-14));
        assertThat(interval.high()).isCloseTo(high, within(1e-13));
    }

    @Test
    void totalVariationHasRoomOfItsOwnOnEitherSide() {
        // p = 0.4: 1 - 0.1/0.4 = 0.75, 1 + 0.2/0.4 = 1.5
        LogInterval interval = new BinaryTotalVariation(0.1, 0.2).interval(Math.log(0.4));
        assertThat(interval.low()).isCloseTo(0.75, within(1e-15));
        assertThat(interval.high()).isCloseTo(1.5, within(1e-15));
        assertThat(new BinaryTotalVariation(0.1, 0.2).divergence(Math.log(0.4), Math.log(1.25)))
                .isCloseTo(0.5, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({
        // p = 1: ½ + ½ sqrt(1 - 0.64) = 0.8, ½ + ½ sqrt(1.8) = 1.170820393
        "1, 0.8, 1.170820393249937",
        // p = 0.8: ½ + ½ sqrt(1 - 0.8) = 0.723606798, ½ + ½ sqrt(2) = 1.207106781
        "0.8, 0.723606797749979, 1.207106781186548",
        // p = 0.64 = 4·0.16: the square root is 0; ½ + ½ sqrt(2.25) = 1.25
        "0.64, 0.5, 1.25",
        // p = 0.1: no lower root; ½ + ½ sqrt(9) = 2
        "0.1, 0.5, 2",
        // p = 0.001: ½ + ½ sqrt(801) = 14.65, above the cap
        "0.001, 0.5, 10",
        "0, 0.5, 10"
    })
    void dcpo(double p, double low, double high) {
        LogInterval interval = new DynamicClip(0.16, 0.2, 10).interval(Math.log(p));
        // The lower root moves with the square root of what is left of 1 - 4e: 1e-16 becomes 1e-8 at p = 0.64.
        assertThat(interval.low()).isCloseTo(low, within(p == 0.64 ? 2e-8 : 1e-14));
        assertThat(interval.high()).isCloseTo(high, within(1e-14));
    }

    /** 1 ± √(0.05·(1 − p)/p): √4.95 = 2.2249, √0.45 = 0.6708, √0.05 = 0.2236, √(0.05/9) = 0.0745. */
    @ParameterizedTest
    @CsvSource({"0.01, 0, 3.2249", "0.1, 0.3292, 1.6708", "0.5, 0.7764, 1.2236", "0.9, 0.9255, 1.0745"})
    void binaryChiSquare(double p, double low, double high) {
        LogInterval interval = new BinaryChiSquare(0.05, 10).interval(Math.log(p));
        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void binaryChiSquareEndsAtTheCapAndAtOneOverP() {
        BinaryChiSquare band = new BinaryChiSquare(0.05, 10);
        // p = 1e-4: 1 + √(0.05·9999) = 23.36, beyond the cap. p = 0.99: 1 + √(0.05/99) = 1.0225, beyond 1/0.99 =
        // 1.0101.
        assertThat(band.interval(Math.log(1e-4)).high()).isCloseTo(10, within(1e-14));
        assertThat(band.interval(Math.log(0.99)).high()).isCloseTo(1 / 0.99, within(1e-14));
        assertThat(band.interval(Math.log(0.99)).low()).isCloseTo(1 - Math.sqrt(0.05 / 99), within(1e-14));
        // A certain token may not move at all.
        assertThat(band.interval(0)).isEqualTo(new LogInterval(-0.0, 0));
        assertThat(band.divergence(Math.log(0.99), 0.02)).isInfinite();
    }

    @Test
    void relaxedBinaryChiSquareIsTheWiderOfBandAndClipOnEitherSide() {
        RelaxedBinaryChiSquare relaxed = new RelaxedBinaryChiSquare(0.05, 0.2, 0.28, 10);
        // p = 0.5: [0.7764, 1.2236] and [0.8, 1.28]; p = 0.9: [0.9255, 1.0745] and [0.8, 1.28]; p = 0.1: the band.
        assertThat(relaxed.interval(Math.log(0.5)).low()).isCloseTo(1 - Math.sqrt(0.05), within(1e-14));
        assertThat(relaxed.interval(Math.log(0.5)).high()).isCloseTo(1.28, within(1e-14));
        assertThat(relaxed.interval(Math.log(0.9)).low()).isCloseTo(0.8, within(1e-14));
        assertThat(relaxed.interval(Math.log(0.1))).isEqualTo(new BinaryChiSquare(0.05, 10).interval(Math.log(0.1)));
        assertThat(relaxed.divergence(Math.log(0.9), Math.log(1.14))).isCloseTo(0.5, within(1e-14));
    }

    @Test
    void kl3WeightedWithPHasTheBoundsOfKl3AtDeltaOverP() {
        for (double p : new double[] {1, 0.7, 0.1, 1e-3, 1e-8}) {
            for (double delta : new double[] {1e-12, 1e-3, 0.05, 2}) {
                LogInterval interval = new ProbabilityKl3(delta).interval(Math.log(p));
                LogInterval kl3 = new Kl3().interval(delta / Math.exp(Math.log(p)));
                assertThat(interval.logLow() / kl3.logLow()).isCloseTo(1, within(2e-15));
                assertThat(interval.logHigh() / kl3.logHigh()).isCloseTo(1, within(2e-15));
            }
        }
        assertThat(new ProbabilityKl3(0.05).interval(Double.NEGATIVE_INFINITY)).isEqualTo(LogInterval.UNBOUNDED);
    }

    @Test
    void ratioClipFromAProbabilityOn() {
        RatioAboveProbability clip = new RatioAboveProbability(0.2, 0.28, 0.1);
        assertThat(clip.interval(Math.log(0.1)).low()).isEqualTo(0.8);
        assertThat(clip.interval(0).high()).isEqualTo(1.28);
        assertThat(clip.interval(Math.nextDown(Math.log(0.1)))).isEqualTo(LogInterval.UNBOUNDED);
        assertThat(clip.divergence(Math.log(0.05), 3)).isZero();
        assertThat(clip.divergence(Math.log(0.5), Math.log(1.14))).isCloseTo(0.5, within(1e-14));
    }

    @Test
    void trgppoIsBinaryKlWhereThatIsWiderThanPpo() {
        ProbabilityCondition kl = new BinaryKl(0.02);
        ProbabilityCondition guided = new TrustRegionGuidedClip(0.02, 0.2);
        LogInterval ppo = LogInterval.aroundOne(0.2, 0.2);
        for (double p : new double[] {1e-9, 1e-3, 0.1, 0.3}) {
            // Binary KL allows [0.726, 1.293] at p = 0.3 and more at rarer tokens.
            assertThat(guided.interval(Math.log(p))).isEqualTo(kl.interval(Math.log(p)));
        }
        for (double p : new double[] {0.6, 0.9, 0.999, 1}) {
            // [0.837, 1.158] at p = 0.6
            assertThat(guided.interval(Math.log(p))).isEqualTo(ppo);
        }
    }

    @Test
    void defaultOfTrgppoIsItsFormulaForOneGaussian() {
        // δ = (e^λ - 1 - λ)/2 with λ = -2 log 1.2: (0.694444 - 1 + 0.364643)/2 = 0.029544
        double lambda = -2 * Math.log(1.2);
        double expected = (Math.exp(lambda) - 1 - lambda) / 2;
        double delta = ConditionCatalogue.kind("trgppo").parameters().stream()
                .filter(parameter -> parameter.name().equals("delta"))
                .findFirst()
                .orElseThrow()
                .defaultValue();
        assertThat(delta).isCloseTo(expected, within(5e-7));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.05, 0.3})
    void reverseKlLosesItsBoundsWhereTheWholeCoinCostsLess(double delta) {
        ProbabilityCondition condition = new BinaryReverseKl(delta);
        // No lower bound from -log(1 - p) <= δ down, no upper one from -log p <= δ up.
        double noneBelow = Math.log(-Math.expm1(-delta));
        assertThat(condition.logLow(noneBelow - 1e-9)).isEqualTo(-NONE);
        assertThat(condition.logLow(noneBelow + 1e-9)).isFinite();
        assertThat(condition.logHigh(-delta)).isEqualTo(NONE);
        assertThat(condition.logHigh(-delta - 1e-9)).isFinite().isLessThan(delta + 1e-9);
        // At p = 1 nothing may move; at p = 0 everything may.
        assertThat(condition.interval(0)).isEqualTo(new LogInterval(0, 0));
        assertThat(condition.interval(Double.NEGATIVE_INFINITY)).isEqualTo(LogInterval.UNBOUNDED);
        assertThat(condition.interval(Double.NaN)).isEqualTo(LogInterval.UNBOUNDED);
    }

    @Test
    void reverseKlOfAVeryRareTokenStillHasAnUpperBound() {
        // R = q log(q/p) + (1 - q) log(1 - q) = δ, however small p: q is nearly δ/(-log p)
        ProbabilityCondition condition = new BinaryReverseKl(0.05);
        for (double logP : new double[] {-100, -690, -750, -5000}) {
            double x = condition.logHigh(logP);
            assertThat(condition.divergence(logP, x)).isCloseTo(0.05, within(1e-12));
        }
    }

    @Test
    void lengthsMustAgree() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BinaryKl(0.05).logBounds(new double[3], new double[3], new double[2]))
                .withMessage("logLow and logHigh must have the length of oldLogProbabilities, 3, got 3 and 2");
    }
}
