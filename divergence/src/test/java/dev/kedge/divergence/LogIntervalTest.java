package dev.kedge.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class LogIntervalTest {

    @Test
    void endsAreIncluded() {
        LogInterval interval = new LogInterval(-0.5, 0.25);
        assertThat(interval.contains(-0.5)).isTrue();
        assertThat(interval.contains(0.25)).isTrue();
        assertThat(interval.contains(Math.nextDown(-0.5))).isFalse();
        assertThat(interval.contains(Math.nextUp(0.25))).isFalse();
        assertThat(interval.contains(Double.NaN)).isFalse();
    }

    @Test
    void roomAroundOneComesBackAsTheSameRatios() {
        LogInterval interval = LogInterval.aroundOne(0.2, 0.28);
        assertThat(interval.low()).isEqualTo(0.8);
        assertThat(interval.high()).isEqualTo(1.28);
        assertThat(interval.oneMinusLow()).isEqualTo(0.2);
    }

    @Test
    void narrowRoomKeepsItsDigits() {
        // 1 - (1 - 3e-20) is 0 in double; the logarithm still knows.
        LogInterval interval = LogInterval.aroundOne(3e-20, 4e-20);
        assertThat(interval.oneMinusLow()).isEqualTo(3e-20);
        assertThat(interval.highMinusOne()).isEqualTo(4e-20);
    }

    @Test
    void roomOfOneOrMoreHasNoLowerEnd() {
        assertThat(LogInterval.aroundOne(1, 10).logLow()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(LogInterval.aroundOne(10, 10).low()).isZero();
        assertThat(LogInterval.aroundOne(10, 10).oneMinusLow()).isEqualTo(1);
        assertThat(LogInterval.UNBOUNDED.high()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void anIntervalContainsOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogInterval(0.1, 0.2))
                .withMessage("logLow must be in [-Infinity, 0], got 0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogInterval(-0.1, Double.NaN))
                .withMessage("logHigh must be in [0, Infinity], got NaN");
    }
}
