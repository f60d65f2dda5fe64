package dev.kedge.divergence.ratio;

import static dev.kedge.divergence.GoldenFile.relativeError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.HighPrecision;
import dev.kedge.divergence.LogInterval;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

final class Kl3Test {

    @Test
    void intervalAllowsMoreAboveOneThanBelow() {
        // 1.200000 - 1 - log 1.2 = 0.2 - 0.182322 = 0.017678, and 0.823563 - 1 - log 0.823563 = -0.176437 + 0.194115
        LogInterval interval = new Kl3().interval(0.017678);
        assertThat(interval.high()).isCloseTo(1.200000, within(5e-6));
        assertThat(interval.low()).isCloseTo(0.823563, within(5e-6));
        assertThat(interval.highMinusOne()).isGreaterThan(interval.oneMinusLow());
    }

    @Test
    void narrowIntervalKeepsItsDigits() {
        // s = sqrt(2e-12): 1 - l = s - s²/3 + s³/36 = 1.41421289570650694957e-6, u - 1 = s + s²/3 + s³/36
        LogInterval interval = new Kl3().interval(1e-12);
        assertThat(interval.oneMinusLow() / 1.414212895706507e-6).isCloseTo(1, within(5e-16));
        assertThat(interval.highMinusOne() / 1.4142142290398402e-6).isCloseTo(1, within(5e-16));
    }

    @Test
    void endsAgreeWithSixtyDigitRootsFromTinyToLargeDelta() {
        double worst = 0;
        int ran = 0;
        for (double delta = 1e-12; delta <= 10; delta *= 1.17) {
            LogInterval interval = new Kl3().interval(delta);
            worst = Math.max(worst, relativeError(interval.oneMinusLow(), root(interval.logLow(), delta)));
            worst = Math.max(worst, relativeError(interval.highMinusOne(), root(interval.logHigh(), delta)));
            ran++;
        }
        System.out.println(
                "kl3: " + ran + " deltas from 1e-12 to 10, largest relative error of 1 - low and high - 1: " + worst);
        assertThat(worst).isLessThan(1e-15);
    }

    /** {@code |e^x - 1|} at the root of {@code e^x - 1 - x = δ} next to {@code start}: Newton, 15 to 120 digits. */
    private static BigDecimal root(double start, double delta) {
        BigDecimal x = new BigDecimal(start);
        for (int i = 0; i < 4; i++) {
            BigDecimal slope = HighPrecision.exp(x).subtract(BigDecimal.ONE);
            BigDecimal residual = slope.subtract(x).subtract(new BigDecimal(delta));
            x = x.subtract(residual.divide(slope, HighPrecision.DIGITS));
        }
        return HighPrecision.exp(x).subtract(BigDecimal.ONE).abs();
    }
}
