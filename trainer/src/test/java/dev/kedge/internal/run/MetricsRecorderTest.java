package dev.kedge.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    /**
     * A run that is taken back keeps what was said before its first step, and loses what was said at its end:
     * TensorBoard would otherwise show two ends, or no settings.
     */
    @Test
    void theSettingsStayAndTheEndGoesWhenARunIsTakenBack() throws IOException {
        Files.writeString(temporary.resolve("config.yaml"), "seed: 7\nobjective: {preset: grpo}\n");
        RunPaths paths = new RunPaths(temporary);
        try (MetricsRecorder recorder = MetricsRecorder.open(paths)) {
            warmStart(recorder);
        }
        long atWarmStart = eventBytes(temporary);
        try (MetricsRecorder recorder = MetricsRecorder.open(paths)) {
            train(recorder, 1, 2);
        }
        assertThat(events(temporary))
                .containsOnlyOnce("seed: 7\nobjective: {preset: grpo}\n")
                .containsOnlyOnce("_hparams_/session_start_info")
                .containsOnlyOnce("objective.preset")
                .containsOnlyOnce("summary/time/total_seconds");
        MetricsRecorder.resume(paths, Phase.TRAIN, 2).close();
        assertThat(events(temporary))
                .containsOnlyOnce("objective.preset")
                .contains("rollout/reward_mean")
                .doesNotContain("summary/");
        MetricsRecorder.resume(paths, Phase.WARM_START, 9).close();
        assertThat(eventBytes(temporary)).isEqualTo(atWarmStart);
        MetricsRecorder.resume(paths, Phase.WARM_START, 0).close();
        assertThat(events(temporary)).containsOnlyOnce("objective.preset").doesNotContain("warm_start/");
    }

    private static String events(Path run) throws IOException {
        try (var files = Files.newDirectoryStream(run, "events.out.tfevents.*")) {
            return Files.readString(files.iterator().next(), StandardCharsets.ISO_8859_1);
        }
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
