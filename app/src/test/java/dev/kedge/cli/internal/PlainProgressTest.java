package dev.kedge.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.internal.run.Durations;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PlainProgressTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong(123_456_789_000L);
    private final Progress progress =
            new PlainProgress(new PrintStream(shown, true, StandardCharsets.UTF_8), Duration.ofSeconds(5), nanos::get);

    @Test
    void firstAndLastAlwaysAndBetweenThemOneLinePerInterval() {
        progress.phase("Training", 100);
        for (int step = 1; step <= 100; step++) {
            // 0.2 s per step: a line after 0.2 s, then every 25 steps.
            nanos.addAndGet(200_000_000L);
            progress.advance(step, "reward 0." + step % 10);
        }
        progress.close();
        assertThat(shown.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Training  1/100  reward 0.1",
                        "Training  26/100  reward 0.6  (5 s, about 15 s left)",
                        "Training  51/100  reward 0.1  (10 s, about 10 s left)",
                        "Training  76/100  reward 0.6  (15 s, about 5 s left)",
                        "Training  100/100  reward 0.0  (20 s)");
    }

    @Test
    void eachPhaseStartsItsOwnClockAndLinesStandBetween() {
        progress.phase("Warm start", 2);
        nanos.addAndGet(3_000_000_000L);
        progress.advance(2, "");
        progress.line("held-out greedy accuracy 24.5%");
        progress.phase("Training", 2);
        nanos.addAndGet(90_000_000_000L);
        progress.advance(1, "");
        progress.close();
        assertThat(shown.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Warm start  2/2  (3 s)",
                        "held-out greedy accuracy 24.5%",
                        "Training  1/2  (1 min 30 s, about 1 min 30 s left)");
    }

    @Test
    void durationsAreSaidInTheUnitThatFits() {
        assertThat(Durations.text(59.4)).isEqualTo("59 s");
        assertThat(Durations.text(185)).isEqualTo("3 min 05 s");
        assertThat(Durations.text(7800)).isEqualTo("2 h 10 min");
    }
}
