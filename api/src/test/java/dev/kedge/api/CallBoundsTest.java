package dev.kedge.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The bounds of verifiers that ask others. */
class CallBoundsTest {

    private static final CallBounds MANY = new CallBounds(4, Duration.ofSeconds(2));
    private static final CallBounds SLOW = new CallBounds(2, Duration.ofSeconds(30));

    /** Either of the two: as many as the one can take, as long as the other may need. */
    @Test
    void oneOfTwoNeedsTheLargerOfEach() {
        assertThat(MANY.or(SLOW)).isEqualTo(new CallBounds(4, Duration.ofSeconds(30)));
        assertThat(MANY.or(CallBounds.OF_THE_CALLER)).isEqualTo(MANY);
    }

    /** One after the other: 2 s + 30 s. */
    @Test
    void bothTakeTheTimeOfBoth() {
        assertThat(MANY.then(SLOW)).isEqualTo(new CallBounds(4, Duration.ofSeconds(32)));
        assertThat(CallBounds.OF_THE_CALLER.then(SLOW)).isEqualTo(SLOW);
    }

    @Test
    void noCallsAndNegativeTimesAreRefused() {
        assertThatThrownBy(() -> new CallBounds(0, Duration.ZERO)).hasMessage("at_once must be >= 1, got 0");
        assertThatThrownBy(() -> new CallBounds(1, Duration.ofSeconds(-1)))
                .hasMessage("time must not be negative, got PT-1S");
    }
}
