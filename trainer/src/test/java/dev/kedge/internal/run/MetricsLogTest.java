package dev.kedge.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricsLogTest {

    @TempDir
    Path temporary;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = temporary.resolve("metrics.jsonl");
    }

    @Test
    void oneObjectPerLineSortedByNameAndReadableBeforeTheLogIsClosed() throws IOException {
        try (MetricsLog log = MetricsLog.open(file)) {
            log.append(3, Map.of("update/loss", -0.25, "rollout/reward_mean", 0.5, "eval/greedy_accuracy", 1e-9));
            assertThat(file)
                    .hasContent("{\"step\":3,\"phase\":\"train\",\"eval/greedy_accuracy\":1.0E-9,"
                            + "\"rollout/reward_mean\":0.5,\"update/loss\":-0.25}\n");
        }
    }

    @Test
    void valuesThatAreNotFiniteAreNullAndComeBackAsNotANumber() throws IOException {
        try (MetricsLog log = MetricsLog.open(file)) {
            log.append(1, Map.of("a/nan", Double.NaN, "a/up", Double.POSITIVE_INFINITY, "b/ok", 2.0));
        }
        assertThat(file).hasContent("{\"step\":1,\"phase\":\"train\",\"a/nan\":null,\"a/up\":null,\"b/ok\":2.0}\n");
        Map<String, Double> values = MetricsLog.read(file).get(0).values();
        assertThat(values).containsEntry("a/nan", Double.NaN).containsEntry("b/ok", 2.0);
    }

    @Test
    void everyDoubleComesBackAsItWas() throws IOException {
        double[] values = {0.1, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, Math.nextUp(1.0), 1.0 / 3.0};
        try (MetricsLog log = MetricsLog.open(file)) {
            for (int step = 0; step < values.length; step++) {
                log.append(step, Map.of("x/y", values[step]));
            }
        }
        for (MetricsLine line : MetricsLog.read(file)) {
            assertThat(Double.doubleToLongBits(line.value("x/y")))
                    .isEqualTo(Double.doubleToLongBits(values[(int) line.step()]));
        }
    }

    @Test
    void truncatingGivesTheLogOfARunThatNeverWentFurther() throws IOException {
        writeRun(3);
        String upToThree = Files.readString(file);
        Files.delete(file);
        writeRun(5);
        try (MetricsLog log = MetricsLog.open(file)) {
            log.append(MetricsLine.of(5, Phase.SUMMARY, Map.of("time/total_seconds", 9.0)));
        }
        Files.writeString(file, "{\"step\":6,\"phase\":\"tr", StandardOpenOption.APPEND);
        assertThat(MetricsLog.read(file)).hasSize(20 + 1 + 5 * 2 + 1);

        MetricsLog.truncateAfter(file, 3);

        // The warm start's steps 4 to 20 are before the checkpoint although their numbers are larger.
        assertThat(file).hasContent(upToThree);
    }

    @Test
    void truncatingWithinTheWarmStartDropsAllOfTheTraining() throws IOException {
        writeRun(5);
        MetricsLog.truncateAfter(file, Phase.WARM_START, 12);
        assertThat(MetricsLog.read(file)).hasSize(12).allMatch(line -> line.phase() == Phase.WARM_START);
    }

    @Test
    void aBrokenLineIsNamed() throws IOException {
        Files.writeString(file, "{\"step\":1,\"phase\":\"train\"}\nnonsense\n");
        assertThatThrownBy(() -> MetricsLog.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("metrics.jsonl line 2 ");
        assertThatThrownBy(() -> MetricsLog.truncateAfter(file, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("metrics.jsonl line 2 ");
    }

    @Test
    void timingsAreWhatMayDifferBetweenEqualRuns() {
        assertThat(MetricsLine.isTiming("time/step_seconds")).isTrue();
        assertThat(MetricsLine.isTiming("memory/resident_bytes")).isTrue();
        assertThat(MetricsLine.isTiming("throughput/sampled_tokens_per_second")).isTrue();
        assertThat(MetricsLine.isTiming("update/kl3")).isFalse();
    }

    private void writeRun(int steps) throws IOException {
        try (MetricsLog log = MetricsLog.open(file)) {
            for (int step = 1; step <= 20; step++) {
                log.append(MetricsLine.of(step, Phase.WARM_START, Map.of("warm_start/loss", 1.0 / step)));
            }
            log.append(MetricsLine.of(0, Phase.EVALUATION, Map.of("eval/greedy_accuracy", 0.25)));
            for (int step = 1; step <= steps; step++) {
                log.append(step, Map.of("rollout/reward_mean", step / 10.0));
                log.append(MetricsLine.of(step, Phase.EVALUATION, Map.of("eval/greedy_accuracy", step / 5.0)));
            }
        }
    }
}
