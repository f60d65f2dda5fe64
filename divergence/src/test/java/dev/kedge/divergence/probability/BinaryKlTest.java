package dev.kedge.divergence.probability;

import static dev.kedge.divergence.HighPrecision.DIGITS;
import static dev.kedge.divergence.HighPrecision.ONE;
import static dev.kedge.divergence.HighPrecision.exp;
import static dev.kedge.divergence.HighPrecision.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.ratio.Kl3;
import java.math.BigDecimal;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The equation of DPPO and TRGPPO. */
final class BinaryKlTest {

    @ParameterizedTest
    @CsvSource({
        "0.001, 0.000, 23.9, 0.06",
        "0.01, 0.053, 4.43, 0.006",
        "0.1, 0.506, 1.704, 0.0006",
        "0.5, 0.802, 1.198, 0.0006",
        "0.9, 0.922, 1.055, 0.0006",
        "0.99, 0.965, 1.010, 0.0006"
    })
    void boundsAtDelta002(double p, double low, double high, double tolerance) {
        LogInterval interval = new BinaryKl(0.02).interval(Math.log(p));
        assertThat(interval.low()).isCloseTo(low, within(0.0006));
        assertThat(interval.high()).isCloseTo(high, within(tolerance));
    }

    @Test
    void likelyTokensLeaveLittleRoomAndRareOnesMuch() {
        // p = 1/2, q = 1/2 ± a: -½ log(1 - 4a²) = δ, so a = ½ sqrt(1 - e^{-2δ}) and w = 1 ± sqrt(1 - e^{-2δ})
        for (double delta : new double[] {1e-12, 1e-4, 0.05, 1, 10}) {
            LogInterval interval = new BinaryKl(delta).interval(Math.log(0.5));
            double room = Math.sqrt(-Math.expm1(-2 * delta));
            assertThat(interval.highMinusOne() / room).isCloseTo(1, within(1e-14));
            // 1 - low = room near 1 leaves few digits of low, so the room is compared.
            assertThat(interval.oneMinusLow() / room).isCloseTo(1, within(1e-14));
        }
    }

    @Test
    void atTheEndsOfTheScaleTheLimitsAreReached() {
        BinaryKl condition = new BinaryKl(0.05);
        // p = 1: -log w <= δ, and w cannot grow.
        assertThat(condition.interval(0)).isEqualTo(new LogInterval(-0.05, 0));
        assertThat(condition.interval(1e-7)).isEqualTo(condition.interval(0));
        assertThat(condition.logLow(-1e-16)).isCloseTo(-0.05, within(1e-14));
        assertThat(condition.logHigh(-1e-16)).isEqualTo(1e-16);
        // p = 0: any decrease, and q up to 1 - e^{-δ}: -log(1 - q) <= δ
        assertThat(condition.interval(Double.NEGATIVE_INFINITY)).isEqualTo(LogInterval.UNBOUNDED);
        assertThat(condition.logHigh(-2000) - 2000).isCloseTo(Math.log(-Math.expm1(-0.05)), within(1e-12));
        assertThat(condition.interval(Double.NaN)).isEqualTo(LogInterval.UNBOUNDED);
        // Both sides of where the limit takes over, e^-690.8 = 1e-300: log w + log p does not jump.
        assertThat(condition.logHigh(-690.7) - 690.7).isCloseTo(condition.logHigh(-690.8) - 690.8, within(1e-12));
        assertThat(condition.logLow(-690.8) / condition.logLow(-690.7)).isCloseTo(Math.exp(0.1), within(1e-12));
    }

    @Test
    void logarithmsAreRightInTheirLastDigitsFromTinyToNearlyOne() {
        double[] logProbabilities = DoubleStream.concat(
                        DoubleStream.of(-690, -300, -37, -10, -5, -2, -1, -0.6932, -0.6931, -0.4),
                        DoubleStream.iterate(-0.1, l -> l > -1e-40, l -> l / 30))
                .toArray();
        double worst = 0;
        int ran = 0;
        for (double logP : logProbabilities) {
            for (double delta = 1e-12; delta <= 10; delta *= 31) {
                LogInterval interval = new BinaryKl(delta).interval(logP);
                worst = Math.max(worst, error(interval.logLow(), logP, delta));
                worst = Math.max(worst, error(interval.logHigh(), logP, delta));
                ran += 2;
            }
        }
        System.out.println("binary-kl: " + ran + " ends, largest relative error of log w: " + worst);
        assertThat(worst).isLessThan(4e-15);
    }

    /**
     * Newton's error estimate in 120 digits: {@code (F(x) - δ)/(x F'(x))}, with {@code F = -p·x - (1 - p)·y} and
     * {@code y = log((1 - q)/(1 - p))}; {@code F' = (q - p)/(1 - q)}.
     */
    private static double error(double x, double logP, double delta) {
        BigDecimal p = exp(new BigDecimal(logP));
        BigDecimal rest = ONE.subtract(p);
        // e^-10000 is 0 beside every number here.
        BigDecimal q = x < -10_000 ? BigDecimal.ZERO : exp(new BigDecimal(logP).add(new BigDecimal(x)));
        BigDecimal restNow = ONE.subtract(q);
        if (restNow.signum() <= 0) {
            // q rounds to 1: log w may be off by no more than its last place.
            return Math.abs(x + logP) / Math.abs(x);
        }
        BigDecimal y = log(restNow.divide(rest, DIGITS));
        BigDecimal f = p.multiply(new BigDecimal(x)).add(rest.multiply(y)).negate();
        BigDecimal slope = q.subtract(p).divide(restNow, DIGITS);
        return f.subtract(new BigDecimal(delta))
                .divide(slope.multiply(new BigDecimal(x)), DIGITS)
                .abs()
                .doubleValue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 0.02, 0.5})
    void overPItBecomesKl3ForRareTokens(double delta) {
        LogInterval kl3 = new Kl3().interval(delta);
        double last = Double.POSITIVE_INFINITY;
        for (double p : new double[] {0.5, 0.1, 0.01, 1e-3, 1e-4, 1e-6, 1e-9}) {
            LogInterval interval = new BinaryKl(p * delta).interval(Math.log(p));
            // Binary KL = p·KL3 + p²(w-1)²/2 + ...: it is larger, so the interval lies inside, nearer with smaller p.
            assertThat(interval.logLow()).isGreaterThan(kl3.logLow());
            assertThat(interval.logHigh()).isLessThan(kl3.logHigh());
            double gap = (kl3.logHigh() - interval.logHigh()) / kl3.logHigh();
            assertThat(gap).isLessThan(last);
            assertThat(gap).isLessThan(2 * p);
            last = gap;
        }
    }

    @Test
    void numbersOfTheLimit() {
        // δ = 0.02·p: at p = 1e-3 [0.81318, 1.21342] beside KL3's [0.81311, 1.21355]; at p = 0.5 [0.859, 1.141]
        LogInterval rare = new BinaryKl(0.02 * 1e-3).interval(Math.log(1e-3));
        assertThat(rare.low()).isCloseTo(0.81318, within(5e-6));
        assertThat(rare.high()).isCloseTo(1.21342, within(5e-6));
        LogInterval even = new BinaryKl(0.01).interval(Math.log(0.5));
        assertThat(even.low()).isCloseTo(0.859, within(5e-4));
        assertThat(even.high()).isCloseTo(1.141, within(5e-4));
    }

    @Test
    void divergenceOverPExpandsAroundKl3() {
        // binary KL / p - KL3 = p (w - 1)²/2 + O(p²)
        for (double x : new double[] {-0.3, 0.2, 0.7}) {
            double p = 1e-5;
            double excess = new BinaryKl(1).divergence(Math.log(p), x) / p - new Kl3().phi(x);
            assertThat(excess / (p * Math.pow(Math.expm1(x), 2) / 2)).isCloseTo(1, within(1e-4));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.01, 0.3, 0.5, 0.8, 0.999})
    void pinskerPutsItInsideTotalVariation(double p) {
        for (double delta : new double[] {1e-9, 0.001, 0.05, 0.4}) {
            // KL >= 2 (q - p)²
            double epsilon = Math.sqrt(delta / 2);
            LogInterval kl = new BinaryKl(delta).interval(Math.log(p));
            LogInterval reverse = new BinaryReverseKl(delta).interval(Math.log(p));
            LogInterval tv = new BinaryTotalVariation(epsilon, epsilon).interval(Math.log(p));
            for (LogInterval inner : new LogInterval[] {kl, reverse}) {
                assertThat(inner.logLow()).isGreaterThanOrEqualTo(tv.logLow() * (1 + 1e-14));
                assertThat(Math.min(inner.logHigh(), -Math.log(p))).isLessThanOrEqualTo(tv.logHigh() * (1 + 1e-14));
            }
        }
    }

    @Test
    void theOtherFaceOfTheCoinHasTheMirroredBounds() {
        // KL(coin(p) || coin(q)) is the same for 1 - p and 1 - q: the largest q of p is 1 less the smallest of 1 - p.
        for (double p : new double[] {0.03, 0.2, 0.4}) {
            for (double delta : new double[] {1e-6, 0.01, 0.3}) {
                LogInterval face = new BinaryKl(delta).interval(Math.log(p));
                LogInterval other = new BinaryKl(delta).interval(Math.log1p(-p));
                assertThat(p * face.highMinusOne() / ((1 - p) * other.oneMinusLow()))
                        .isCloseTo(1, within(1e-13));
                assertThat(p * face.oneMinusLow() / ((1 - p) * other.highMinusOne()))
                        .isCloseTo(1, within(1e-13));
            }
        }
    }
}
