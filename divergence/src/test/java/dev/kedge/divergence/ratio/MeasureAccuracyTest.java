package dev.kedge.divergence.ratio;

import static dev.kedge.divergence.HighPrecision.DIGITS;
import static dev.kedge.divergence.HighPrecision.ONE;
import static dev.kedge.divergence.HighPrecision.TWO;
import static dev.kedge.divergence.HighPrecision.exp;
import static dev.kedge.divergence.HighPrecision.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.divergence.GoldenFile;
import dev.kedge.divergence.LogInterval;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every measure against its own formula, written plainly in {@code w} and evaluated to 120 digits. */
final class MeasureAccuracyTest {

    private static final double[] LOG_RATIOS = {
        1e-12, 3e-9, 1e-6, 1e-3, 0.03, 0.2, 0.4999, 0.5001, 0.9999, 1, 1.0001, 1.9999, 2.0001, 3, 8, 20, 40
    };

    private static final double[] DELTAS = {
        1e-12, 3e-11, 1e-9, 2e-8, 1e-6, 1e-5, 1e-4, 0.001, 0.005, 0.0177, 0.02, 0.07, 0.2, 0.45, 0.7, 0.95, 1.3, 1.9, 3,
        6, 10
    };

    /** A formula of x, in decimal. */
    private interface Formula extends UnaryOperator<BigDecimal> {}

    @TestFactory
    Stream<DynamicTest> phiIsRightInItsLastDigits() {
        return each((measure, formula) -> {
            double worst = 0;
            for (double x : bothSides()) {
                double phi = measure.phi(x);
                double error = GoldenFile.relativeError(phi, formula.apply(new BigDecimal(x)));
                // A dozen roundings of 1.1e-16, and up to a factor 5 of cancellation.
                assertThat(error).as("phi at " + x + " = " + phi).isLessThan(4e-15);
                worst = Math.max(worst, error);
            }
            System.out.println(measure + ": phi to " + worst);
        });
    }

    @TestFactory
    Stream<DynamicTest> slopeIsTheDerivativeOfPhi() {
        BigDecimal step = ONE.movePointLeft(40);
        return each((measure, formula) -> {
            for (double x : bothSides()) {
                BigDecimal at = new BigDecimal(x);
                // A central difference with step 1e-40: error 1e-80 beside 120 - 40 digits.
                BigDecimal derivative = formula.apply(at.add(step))
                        .subtract(formula.apply(at.subtract(step)))
                        .divide(step.multiply(TWO), DIGITS);
                double error = GoldenFile.relativeError(measure.slope(x), derivative);
                assertThat(error).as("slope at " + x).isLessThan(4e-15);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> intervalEndsAreRightToTwelveDigitsFromTinyToLargeDelta() {
        return each((measure, formula) -> {
            double worst = 0;
            for (double delta : DELTAS) {
                LogInterval interval = measure.interval(delta);
                for (double end : new double[] {interval.logLow(), interval.logHigh()}) {
                    if (Double.isInfinite(end)) {
                        assertThat(measure.phi(end)).isLessThanOrEqualTo(delta);
                        continue;
                    }
                    BigDecimal residual = formula.apply(new BigDecimal(end)).subtract(new BigDecimal(delta));
                    // One exact Newton step: the true end is end - residual/slope, and d(e^x - 1) = e^x dx.
                    double missed = residual.doubleValue() / measure.slope(end);
                    double error = Math.abs(missed * Math.exp(end) / Math.expm1(end));
                    assertThat(error).as("delta " + delta + ", end " + end).isLessThan(1e-14);
                    worst = Math.max(worst, error);
                }
            }
            System.out.println(measure + ": ends to " + worst);
        });
    }

    private static double[] bothSides() {
        double[] all = new double[2 * LOG_RATIOS.length];
        for (int i = 0; i < LOG_RATIOS.length; i++) {
            all[2 * i] = LOG_RATIOS[i];
            all[2 * i + 1] = -LOG_RATIOS[i];
        }
        return all;
    }

    private interface Check {
        void run(RatioMeasure measure, Formula formula);
    }

    private static Stream<DynamicTest> each(Check check) {
        return formulas().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey().toString(), () -> check.run(entry.getKey(), entry.getValue())));
    }

    private static Map<RatioMeasure, Formula> formulas() {
        Map<RatioMeasure, Formula> formulas = new LinkedHashMap<>();
        formulas.put(new Kl1(), x -> x.negate());
        formulas.put(new AbsoluteKl1(), x -> x.abs());
        formulas.put(new Kl2(), x -> half(x.multiply(x)));
        formulas.put(new Kl3(), x -> exp(x).subtract(ONE).subtract(x));
        formulas.put(new ReverseKl(), x -> exp(x).multiply(x).subtract(exp(x)).add(ONE));
        formulas.put(new PearsonChiSquare(), x -> half(exp(x).subtract(ONE).pow(2)));
        formulas.put(
                new NeymanChiSquare(), x -> half(exp(x).subtract(ONE).pow(2).divide(exp(x), DIGITS)));
        formulas.put(
                new SquaredHellinger(), x -> exp(half(x)).subtract(ONE).pow(2).multiply(TWO));
        formulas.put(new JensenShannon(), x -> {
            BigDecimal onePlusRatio = exp(x).add(ONE);
            return exp(x).multiply(x)
                    .subtract(onePlusRatio.multiply(log(half(onePlusRatio))))
                    .multiply(TWO);
        });
        formulas.put(new LeCam(), x -> exp(x).subtract(ONE).pow(2).divide(exp(x).add(ONE), DIGITS));
        formulas.put(new Jeffreys(), x -> half(exp(x).subtract(ONE).multiply(x)));
        formulas.put(new TotalVariation(), x -> half(exp(x).subtract(ONE).abs()));
        for (double alpha : new double[] {-15, -3, -1, -0.4, -1e-4, -1e-9, 1e-9, 1e-4, 0.3, 0.5, 0.50001, 0.7}) {
            formulas.put(new CressieRead(alpha), x -> cressieRead(alpha, x));
            formulas.put(new CressieRead(1 - alpha), x -> cressieRead(1 - alpha, x));
        }
        return formulas;
    }

    private static BigDecimal cressieRead(double alpha, BigDecimal x) {
        BigDecimal order = new BigDecimal(alpha);
        BigDecimal numerator = exp(order.multiply(x))
                .subtract(order.multiply(exp(x)))
                .add(order)
                .subtract(ONE);
        return numerator.divide(order.multiply(order.subtract(ONE)), DIGITS);
    }

    private static BigDecimal half(BigDecimal value) {
        return value.divide(TWO, DIGITS);
    }
}
