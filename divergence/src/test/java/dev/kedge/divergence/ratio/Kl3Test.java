package dev.kedge.divergence.ratio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.divergence.LogInterval;
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
}
