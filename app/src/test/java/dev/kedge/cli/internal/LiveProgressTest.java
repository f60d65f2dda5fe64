package dev.kedge.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class LiveProgressTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();
    private final Progress progress =
            new LiveProgress(new PrintStream(shown, true, StandardCharsets.UTF_8), nanos::get);

    @Test
    void aLineStandsAboveTheBarWhichComesBackAndEachPhaseKeepsItsLastState() {
        progress.phase("Warm start", 4);
        nanos.addAndGet(2_000_000_000L);
        progress.advance(2, "loss 1.50");
        progress.line("half way");
        nanos.addAndGet(2_000_000_000L);
        progress.advance(4, "loss 0.50");
        progress.phase("Training", 100);
        progress.close();
        assertThat(afterErasing())
                .containsExactly(
                        "half way",
                        "Warm start [====================]  4/4  4 s  loss 0.50",
                        "Training [>                   ]  0/100");
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .contains("Warm start [==========>         ]  2/4  2 s, about 2 s left  loss 1.50");
    }

    @Test
    void quickUnitsAreNotAllDrawnButTheLastIs() {
        progress.phase("Training", 1000);
        for (int step = 1; step <= 1000; step++) {
            // 1 ms per unit: ten drawings in a second, and the first and the last.
            nanos.addAndGet(1_000_000L);
            progress.advance(step, "");
        }
        progress.close();
        assertThat(shown.toString(StandardCharsets.UTF_8).split("Training", -1)).hasSize(1 + 1 + 10);
        assertThat(afterErasing()).containsExactly("Training [====================]  1000/1000  1 s");
    }

    /** What stays on a terminal: of each line what was printed after it was last erased. */
    private String[] afterErasing() {
        return Pattern.compile(System.lineSeparator())
                .splitAsStream(shown.toString(StandardCharsets.UTF_8))
                .map(line -> line.substring(line.lastIndexOf("\u001b[2K") + "\u001b[2K".length()))
                .map(line -> line.replaceAll("\u001b\\[\\?7[lh]", ""))
                .toArray(String[]::new);
    }
}
