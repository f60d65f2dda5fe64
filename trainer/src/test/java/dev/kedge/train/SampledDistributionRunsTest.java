package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.internal.run.MetricsLine;
import dev.kedge.internal.run.MetricsLog;
import dev.kedge.internal.run.RolloutLine;
import dev.kedge.internal.run.RolloutLog;
import dev.kedge.sampling.FinishReason;
import dev.kedge.testing.RecordedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs that sample with limits, penalties and stop strings. */
class SampledDistributionRunsTest {

    @TempDir
    private Path folder;

    private GuessingGame game;

    @BeforeEach
    void writeGame() {
        game = new GuessingGame(folder);
    }

    private static List<MetricsLine> steps(Path run) throws IOException {
        return MetricsLog.read(run.resolve("metrics.jsonl")).stream()
                .filter(line -> line.values().containsKey("rollout/tokens"))
                .toList();
    }

    @Test
    void aRunThatSamplesWithLimitsTrainsOnWhatItSampledFromAndIsResumedExactly() throws IOException {
        String[] overrides = {
            "rollout.sampling.top_p=0.9",
            "rollout.sampling.top_k=20",
            "rollout.sampling.min_p=0.02",
            "rollout.sampling.repetition_penalty=1.1",
            "objective.preset=grpo",
            "update.gradient_checkpointing=true"
        };
        RecordedFiles straight = game.run("straight", overrides);
        Path run = folder.resolve("stopped");
        assertThatThrownBy(() -> game.start(run, Stop.afterStep(3), overrides)).isInstanceOf(Stop.Stopped.class);
        game.resume(run);
        RecordedFiles.of(run).areThoseOf(straight);
        assertThat(steps(run)).hasSize(6).allSatisfy(step -> {
            if (step.values().containsKey("sampler/mismatch_max")) {
                assertThat(step.value("sampler/mismatch_max")).isLessThan(2e-5);
                assertThat(step.value("sampler/effective_sample_size")).isCloseTo(1, within(1e-9));
            }
            assertThat(step.value("sampler/support_size")).isBetween(1.0, 20.0);
            double tokens = step.value("rollout/tokens");
            assertThat(step.value("memory/support_bytes")).isBetween(5 * tokens, 25 * tokens);
        });
    }

    @Test
    void withoutLimitsNothingIsMeasuredOrKept() throws IOException {
        game.start(folder.resolve("plain"), "steps=1", "warm_start.updates=0");
        assertThat(steps(folder.resolve("plain")).get(0).values())
                .doesNotContainKeys("sampler/support_size", "memory/support_bytes");
    }

    /** The game's answers are digits in a row; the first 3 ends one, and stays in it. */
    @Test
    void aStopStringEndsACompletionAndStaysInIt() throws IOException {
        Path run = folder.resolve("stop");
        game.start(run, "rollout.sampling.stop=['3', '22']", "steps=2");
        int stopped = 0;
        for (Path file : new RolloutLog(run.resolve("rollouts")).files()) {
            for (RolloutLine line : RolloutLog.read(file)) {
                boolean ends =
                        line.completion().endsWith("3") || line.completion().endsWith("22");
                assertThat(line.finishReason() == FinishReason.STOP_STRING)
                        .as(line.completion())
                        .isEqualTo(ends);
                assertThat(line.completion().replaceAll("(3|22)$", "")).doesNotContain("3", "22");
                stopped += ends ? 1 : 0;
            }
        }
        assertThat(stopped).isGreaterThan(3);
    }
}
