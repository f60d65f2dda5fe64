package dev.kedge.divergence.ratio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.LogInterval;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MeasureLawsTest {

    /** Smooth measures with {@code κ = -φ'''(1)/6}: of Cressie-Read order α, {@code κ = (2 - α)/6}. */
    private static final Map<RatioMeasure, Double> ASYMMETRY = Map.ofEntries(
            Map.entry(new PearsonChiSquare(), 0.0),
            Map.entry(new ReverseKl(), 1.0 / 6),
            Map.entry(new SquaredHellinger(), 0.25),
            Map.entry(new JensenShannon(), 0.25),
            Map.entry(new LeCam(), 0.25),
            Map.entry(new Jeffreys(), 0.25),
            Map.entry(new Kl3(), 1.0 / 3),
            Map.entry(new Kl2(), 0.5),
            Map.entry(new NeymanChiSquare(), 0.5),
            Map.entry(new CressieRead(-2.303), 4.303 / 6),
            Map.entry(new CressieRead(5), -0.5),
            Map.entry(new CressieRead(-10), 2.0),
            Map.entry(new CressieRead(11), -1.5));

    @Test
    void houseScaleHasCurvatureOne() {
        for (RatioMeasure measure : ASYMMETRY.keySet()) {
            // φ(1 + s) + φ(1 - s) = φ''(1) s² + O(s⁴)
            double s = 1e-4;
            double curvature = (measure.phi(Math.log1p(s)) + measure.phi(Math.log1p(-s))) / (s * s);
            assertThat(curvature).as(measure.toString()).isCloseTo(1, within(1e-6));
            assertThat(measure.curvature()).as(measure.toString()).hasValue(1);
        }
        for (RatioMeasure measure : List.of(new Kl1(), new AbsoluteKl1(), new TotalVariation())) {
            assertThat(measure.curvature()).as(measure.toString()).isEmpty();
        }
    }

    @Test
    void asymmetryFollowsTheThirdDerivative() {
        double delta = 1e-8;
        for (Entry<RatioMeasure, Double> entry : ASYMMETRY.entrySet()) {
            // l, u = 1 ∓ s + κs² ∓ ..., s² = 2δ: (u - 1) - (1 - l) = 2κ·2δ + O(s⁴)
            LogInterval interval = entry.getKey().interval(delta);
            double kappa = (interval.highMinusOne() - interval.oneMinusLow()) / (4 * delta);
            assertThat(kappa).as(entry.getKey().toString()).isCloseTo(entry.getValue(), within(1e-6));
            // (u - 1)/s = 1 + κs, with s = 1.4e-4 and κ up to 2
            assertThat(interval.highMinusOne() / Math.sqrt(2 * delta)).isCloseTo(1, within(3e-4));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1e-4, 0.02, 0.5, 10})
    void logarithmicMeasuresAreSymmetricInTheLogRatio(double delta) {
        for (RatioMeasure measure : List.of(new AbsoluteKl1(), new Kl2(), new NeymanChiSquare())) {
            LogInterval interval = measure.interval(delta);
            assertThat(interval.logHigh()).isEqualTo(-interval.logLow());
            assertThat(interval.low() * interval.high()).isCloseTo(1, within(4e-16));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1e-4, 0.02, 0.3, 0.8, 1.7, 10})
    void cressieReadPassesThroughItsMembers(double delta) {
        Map<Double, RatioMeasure> members = Map.of(
                -1.0,
                new NeymanChiSquare(),
                0.0,
                new Kl3(),
                0.5,
                new SquaredHellinger(),
                1.0,
                new ReverseKl(),
                2.0,
                new PearsonChiSquare());
        members.forEach((alpha, member) -> {
            assertSame(new CressieRead(alpha).interval(delta), member.interval(delta), 1e-14);
            // Continuous in α, also where the formula divides by α(α - 1) = 0.
            for (double nearby : new double[] {alpha - 1e-9, alpha + 1e-9, alpha - 1e-13, alpha + 1e-13}) {
                assertSame(new CressieRead(nearby).interval(delta), member.interval(delta), 3e-8);
            }
        });
    }

    @Test
    void smallerOrderLeavesMoreRoomAbove() {
        double lastHigh = 0;
        double lastLow = 0;
        for (double alpha = 6; alpha >= -6; alpha -= 0.25) {
            LogInterval interval = new CressieRead(alpha).interval(0.02);
            assertThat(interval.high()).isGreaterThan(lastHigh);
            assertThat(interval.low()).isGreaterThan(lastLow);
            lastHigh = interval.high();
            lastLow = interval.low();
        }
    }

    @Test
    void clipHigherOfDapoIsACressieReadBall() {
        // Cressie-Read with α = -2.303, δ = 0.02776 allows (0.8, 1.28)
        LogInterval interval = new CressieRead(-2.303).interval(0.02776);
        assertThat(interval.low()).isCloseTo(0.8, within(5e-5));
        assertThat(interval.high()).isCloseTo(1.28, within(5e-5));
    }

    @Test
    void kl1BoundsFromBelowOnly() {
        LogInterval interval = new Kl1().interval(0.25);
        assertThat(interval).isEqualTo(new LogInterval(-0.25, Double.POSITIVE_INFINITY));
    }

    @Test
    void lowerBoundGoesWhereTheDivergenceOfZeroIsWithinReach() {
        Map<RatioMeasure, Double> atZero = Map.of(
                new PearsonChiSquare(), 0.5,
                new ReverseKl(), 1.0,
                new SquaredHellinger(), 2.0,
                new JensenShannon(), 2 * Math.log(2),
                new LeCam(), 1.0,
                new TotalVariation(), 0.5,
                new CressieRead(4), 0.25);
        atZero.forEach((measure, reach) -> {
            assertThat(measure.phi(Double.NEGATIVE_INFINITY))
                    .as(measure.toString())
                    .isEqualTo(reach);
            assertThat(measure.interval(reach).logLow()).as(measure.toString()).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(measure.interval(0.999 * reach).logLow())
                    .as(measure.toString())
                    .isFinite();
            assertThat(measure.interval(100 * reach).logHigh())
                    .as(measure.toString())
                    .isFinite();
        });
    }

    @Test
    void anotherScaleIsAnotherThreshold() {
        RatioMeasure textbook = new PearsonChiSquare().scaled(2);
        // (w - 1)² <= 0.04 is |w - 1| <= 0.2
        assertThat(textbook.interval(0.04)).isEqualTo(new PearsonChiSquare().interval(0.02));
        assertThat(textbook.phi(Math.log(1.2))).isCloseTo(0.04, within(1e-16));
        assertThat(textbook.slope(0.1)).isEqualTo(2 * new PearsonChiSquare().slope(0.1));
        assertThat(textbook.curvature()).hasValue(2);
        assertThat(textbook.definition().formula()).isEqualTo("2.0 * ((w - 1)^2 / 2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Kl3().scaled(0))
                .withMessage("factor must be in (0, Infinity), got 0.0");
    }

    @Test
    void extremeThresholdsAreSolved() {
        for (RatioMeasure measure : ASYMMETRY.keySet()) {
            LogInterval narrow = measure.interval(1e-30);
            // s = sqrt(2e-30); the next term of the expansion is s² = 2e-30 of 1.4e-15
            assertThat(narrow.highMinusOne() / Math.sqrt(2e-30)).isCloseTo(1, within(1e-14));
            assertThat(narrow.oneMinusLow() / Math.sqrt(2e-30)).isCloseTo(1, within(1e-14));
            LogInterval wide = measure.interval(1e6);
            assertThat(measure.phi(wide.logHigh()) / 1e6).as(measure.toString()).isCloseTo(1, within(1e-12));
        }
        // w - 1 - log w = 1e6 below 1: log w = -(1e6 + 1) + w, and w is nothing beside it
        assertThat(new Kl3().interval(1e6).logLow()).isEqualTo(-1000001);
    }

    @Test
    void thresholdsThatAreNoneAreRefused() {
        for (RatioMeasure measure : ASYMMETRY.keySet()) {
            for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> new DivergenceBall(measure, wrong))
                        .withMessage("delta must be in (0, Infinity), got " + wrong);
            }
        }
    }

    private static void assertSame(LogInterval actual, LogInterval expected, double tolerance) {
        assertThat(actual.highMinusOne() / expected.highMinusOne()).isCloseTo(1, within(tolerance));
        assertThat(actual.oneMinusLow() / expected.oneMinusLow()).isCloseTo(1, within(tolerance));
    }
}
