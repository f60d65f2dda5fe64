package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.testing.RecordedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Everything that adapts from step to step, is drawn at random or comes from the weights at the start of a step: it is
 * the same in a resumed run as in one that was never stopped, to the byte. All runs begin with one warm start's
 * weights.
 */
class AdaptiveResumeTest {

    @TempDir
    private static Path folder;

    private static GuessingGame game;

    @BeforeAll
    static void warmStart() throws IOException {
        game = new GuessingGame(folder);
        game.start(folder.resolve("start"), "steps=0");
    }

    /** Checkpoints are written after steps 0, 2 and 4: what step 3 did is done again. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ppo-penalty, update/threshold_scale", // a controller that remembers its scale
        "clip-cov, update/selected_fraction", // random choices of each update
        "m2po, update/clip_fraction", // bounds from the tokens of each update
        "truly-ppo, exact/kl", // the old policy's whole distributions
        "top-entropy, update/selected_fraction"
    })
    void stoppedAndResumedItEndsWithTheSameBytes(String preset, String metric) throws IOException {
        String[] overrides = {
            "objective.preset=" + preset,
            "model={kind: directory, path: " + folder.resolve("start") + "}",
            "warm_start.updates=0",
            "steps=4",
            "evaluation.every=4",
            "update.epochs=2",
            "update.learning_rate={peak: 0.01}"
        };
        RecordedFiles straight = game.run(preset + "-straight", overrides);
        Path run = folder.resolve(preset + "-stopped");
        assertThatThrownBy(() -> game.start(run, Stop.afterStep(3), overrides)).isInstanceOf(Stop.Stopped.class);
        assertThat(run.resolve("checkpoints").resolve("step-4")).doesNotExist();
        game.resume(run);
        RecordedFiles.of(run).areThoseOf(straight);
        assertThat(Files.readString(run.resolve("metrics.jsonl"))).contains("\"" + metric + "\":");
    }
}
