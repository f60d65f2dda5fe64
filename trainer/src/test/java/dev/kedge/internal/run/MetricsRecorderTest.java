package dev.kedge.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricsRecorderTest {

    @TempDir
    Path temporary;

    @Test
    void aResumedRunEndsWithTheLogOfOneThatWasNotInterrupted() throws IOException {
        Path straight = Files.createDirectory(temporary.resolve("straight"));
        Path resumed = Files.createDirectory(temporary.resolve("resumed"));
        try (MetricsRecorder recorder = MetricsRecorder.open(new RunPaths(straight))) {
            warmStart(recorder);
            train(recorder, 1, 6);
        }
        try (MetricsRecorder recorder = MetricsRecorder.open(new RunPaths(resumed))) {
            warmStart(recorder);
            train(recorder, 1, 5);
        }
        try (MetricsRecorder recorder = MetricsRecorder.resume(new RunPaths(resumed), Phase.TRAIN, 4)) {
            train(recorder, 5, 6);
        }
        assertThat(resumed.resolve("metrics.jsonl")).hasSameBinaryContentAs(straight.resolve("metrics.jsonl"));
        assertThat(eventBytes(resumed)).isEqualTo(eventBytes(straight));
    }

    private static void warmStart(MetricsRecorder recorder) throws IOException {
        for (int step = 1; step <= 9; step++) {
            recorder.record(step, Phase.WARM_START, Map.of("warm_start/loss", 1.0 / step, "time/step_seconds", 0.5));
        }
    }

    private static void train(MetricsRecorder recorder, int first, int last) throws IOException {
        for (int step = first; step <= last; step++) {
            recorder.record(step, Phase.TRAIN, Map.of("rollout/reward_mean", step / 10.0));
        }
        recorder.record(last, Phase.SUMMARY, Map.of("time/total_seconds", 3.0));
    }

    /** The wall time is eight bytes wherever it falls, so equal runs give event files of equal size. */
    private static long eventBytes(Path run) throws IOException {
        try (var files = Files.newDirectoryStream(run, "events.out.tfevents.*")) {
            return Files.size(files.iterator().next());
        }
    }
}
