package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.run.Progress;
import dev.kedge.testing.RecordedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A run that was stopped and resumed leaves the same bytes as one that was never stopped, wherever it was stopped. Here
 * it is stopped from within, at an exact place; {@code KilledTrainingTest} kills the process.
 */
public class ResumeTest {

    @TempDir
    private static Path folder;

    private static GuessingGame game;
    private static RecordedFiles straight;

    private Path run;

    @BeforeAll
    static void runWithoutStopping() throws IOException {
        game = new GuessingGame(folder);
        straight = game.run("straight");
    }

    @BeforeEach
    void nameRun(TestInfo test) {
        run = folder.resolve(test.getDisplayName().replaceAll("[^a-zA-Z0-9]+", "-"));
    }

    /**
     * Checkpoints are taken in the warm start after update 10 and 20, then after step 0, 2, 4 and 6; each after the
     * call.
     */
    @ParameterizedTest(name = "stopped in the {0} at {1}")
    @CsvSource({
        "warm start, 3", // before any checkpoint
        "warm start, 10", // line 10 is written, the checkpoint is not
        "warm start, 13", // lines and updates after the checkpoint are lost
        "warm start, 24", // the last update: the newest checkpoint is of update 20
        "held-out accuracy, 0", // evaluated, but not yet saved
        "reinforcement learning, 1",
        "reinforcement learning, 4", // step 4 is recorded, its checkpoint is not written
        "held-out accuracy, 6" // only the last checkpoint and the summary are missing
    })
    void whereverItIsStoppedItEndsWithTheSameBytes(String phase, long at) throws IOException {
        stopped(phase, at);
        game.resume(run, Progress.silent());
        RecordedFiles.of(run).areThoseOf(straight);
    }

    @Test
    void stoppedThreeTimesItEndsWithTheSameBytes() throws IOException {
        stopped("warm start", 15);
        resumedAndStopped("warm start", 22);
        resumedAndStopped("reinforcement learning", 3);
        resumedAndStopped("reinforcement learning", 5);
        game.resume(run, Progress.silent());
        RecordedFiles.of(run).areThoseOf(straight);
    }

    /** The frozen policy is of step 0: resuming must not take the present weights for it. */
    @Test
    void theReferencePolicyStaysThatOfTheFirstStep() throws IOException {
        String[] overrides = {"objective.preset=grpo", "objective.reference={kind: k3, coefficient: 5}"};
        RecordedFiles penalized = game.run("straight-with-reference", overrides);
        stopped("reinforcement learning", 5, overrides);
        byte[] reference = Files.readAllBytes(run.resolve("reference.safetensors"));
        game.resume(run, Progress.silent());
        assertThat(run.resolve("reference.safetensors")).hasBinaryContent(reference);
        RecordedFiles.of(run).areThoseOf(penalized);
    }

    /**
     * Both moments long, and bfloat16, whose float32 master weights are more than the rounded ones of the model file.
     */
    @Test
    void momentsAndMasterWeightsAreNotRounded() throws IOException {
        String[] overrides = {"update.adam={beta1: 0.99, beta2: 0.999, weight_decay: 0.1}", "model.compute=bfloat16"};
        RecordedFiles rounded = game.run("straight-in-bfloat16", overrides);
        stopped("warm start", 23, overrides);
        resumedAndStopped("reinforcement learning", 5);
        game.resume(run, Progress.silent());
        RecordedFiles.of(run).areThoseOf(rounded);
    }

    /** The rounding of an update is named by its number, so that a resumed run rounds the same way. */
    @Test
    void weightsInBfloat16AreRoundedTheSameWay() throws IOException {
        String[] overrides = {"model.compute=bfloat16", "model.weights=bfloat16"};
        RecordedFiles rounded = game.run("straight-all-in-bfloat16", overrides);
        stopped("warm start", 13, overrides);
        resumedAndStopped("reinforcement learning", 3);
        game.resume(run, Progress.silent());
        RecordedFiles.of(run).areThoseOf(rounded);
    }

    /** Dropout included, whose random numbers are named by update and micro-batch. */
    @Test
    void adaptersGoOnToo() throws IOException {
        String model = "{kind: directory, path: %s, lora: {rank: 4, alpha: 8, dropout: 0.1}}"
                .formatted(folder.resolve("straight"));
        String[] overrides = {"model=" + model, "objective.reference={kind: k3, coefficient: 0.05}"};
        RecordedFiles adapted = game.run("straight-with-adapters", overrides);
        stopped("warm start", 13, overrides);
        resumedAndStopped("reinforcement learning", 3);
        game.resume(run, Progress.silent());
        RecordedFiles.of(run).areThoseOf(adapted);
    }

    @Test
    void resumingAFinishedRunChangesNothing() throws IOException {
        for (int time = 0; time < 2; time++) {
            game.resume(folder.resolve("straight"), Progress.silent());
            RecordedFiles.of(folder.resolve("straight")).areThoseOf(straight);
        }
    }

    /** Runs a game until a place. */
    public static void stopped(GuessingGame game, Path run, String phase, long at, String... overrides) {
        assertThatThrownBy(() -> game.start(run, new Stop(phase, at), overrides))
                .isInstanceOf(Stopped.class);
    }

    private void stopped(String phase, long at, String... overrides) {
        assertThatThrownBy(() -> game.start(run, new Stop(phase, at), overrides))
                .isInstanceOf(Stopped.class);
    }

    private void resumedAndStopped(String phase, long at) {
        assertThatThrownBy(() -> game.resume(run, new Stop(phase, at))).isInstanceOf(Stopped.class);
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Stops the run from within, right after it has said how far it is. */
    private static final class Stop implements Progress {
        private final String place;
        private final long at;
        private String phase = "";

        Stop(String place, long at) {
            this.place = place;
            this.at = at;
        }

        @Override
        public void phase(String title, long total) {
            phase = title;
        }

        @Override
        public void advance(long done, String note) {
            if (phase.equals(place) && done == at) {
                throw new Stopped();
            }
        }

        @Override
        public void line(String text) {
            if (text.startsWith(place + " after step " + at)) {
                throw new Stopped();
            }
        }

        @Override
        public void close() {}
    }
}
