package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
 * it is stopped from within, by a listener that throws; {@code KilledTrainingTest} kills the process.
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
    @ParameterizedTest(name = "stopped by a listener of {0} {1}")
    @CsvSource({
        "WARM_START_UPDATE, 3", // before any checkpoint
        "WARM_START_UPDATE, 10", // line 10 is written, the checkpoint is not
        "WARM_START_UPDATE, 13", // lines and updates after the checkpoint are lost
        "WARM_START_UPDATE, 24", // the last update: the newest checkpoint is of update 20
        "EVALUATION, 0", // recorded, but there is no checkpoint yet
        "STEP, 1",
        "STEP, 4", // step 4 is recorded, its checkpoint is not written
        "EVALUATION, 6" // only the last checkpoint and the summary are missing
    })
    void whereverItIsStoppedItEndsWithTheSameBytes(Stop.Place place, long at) throws IOException {
        stopped(place, at);
        game.resume(run);
        RecordedFiles.of(run).areThoseOf(straight);
    }

    @Test
    void stoppedThreeTimesItEndsWithTheSameBytes() throws IOException {
        stopped(Stop.Place.WARM_START_UPDATE, 15);
        resumedAndStopped(Stop.Place.WARM_START_UPDATE, 22);
        resumedAndStopped(Stop.Place.STEP, 3);
        resumedAndStopped(Stop.Place.STEP, 5);
        game.resume(run);
        RecordedFiles.of(run).areThoseOf(straight);
    }

    /** The frozen policy is of step 0: resuming must not take the present weights for it. */
    @Test
    void theReferencePolicyStaysThatOfTheFirstStep() throws IOException {
        String[] overrides = {"objective.preset=grpo", "objective.reference={kind: k3, coefficient: 5}"};
        RecordedFiles penalized = game.run("straight-with-reference", overrides);
        stopped(Stop.Place.STEP, 5, overrides);
        byte[] reference = Files.readAllBytes(run.resolve("reference.safetensors"));
        game.resume(run);
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
        stopped(Stop.Place.WARM_START_UPDATE, 23, overrides);
        resumedAndStopped(Stop.Place.STEP, 5);
        game.resume(run);
        RecordedFiles.of(run).areThoseOf(rounded);
    }

    /** The rounding of an update is named by its number, so that a resumed run rounds the same way. */
    @Test
    void weightsInBfloat16AreRoundedTheSameWay() throws IOException {
        String[] overrides = {"model.compute=bfloat16", "model.weights=bfloat16"};
        RecordedFiles rounded = game.run("straight-all-in-bfloat16", overrides);
        stopped(Stop.Place.WARM_START_UPDATE, 13, overrides);
        resumedAndStopped(Stop.Place.STEP, 3);
        game.resume(run);
        RecordedFiles.of(run).areThoseOf(rounded);
    }

    /** Dropout included, whose random numbers are named by update and micro-batch. */
    @Test
    void adaptersGoOnToo() throws IOException {
        String model = "{kind: directory, path: %s, lora: {rank: 4, alpha: 8, dropout: 0.1}}"
                .formatted(folder.resolve("straight"));
        String[] overrides = {"model=" + model, "objective.reference={kind: k3, coefficient: 0.05}"};
        RecordedFiles adapted = game.run("straight-with-adapters", overrides);
        stopped(Stop.Place.WARM_START_UPDATE, 13, overrides);
        resumedAndStopped(Stop.Place.STEP, 3);
        game.resume(run);
        RecordedFiles.of(run).areThoseOf(adapted);
    }

    @Test
    void resumingAFinishedRunChangesNothing() throws IOException {
        for (int time = 0; time < 2; time++) {
            game.resume(folder.resolve("straight"));
            RecordedFiles.of(folder.resolve("straight")).areThoseOf(straight);
        }
    }

    /** Runs a game until a place. */
    public static void stopped(GuessingGame game, Path run, Stop.Place place, long at, String... overrides) {
        assertThatThrownBy(() -> game.start(run, new Stop(place, at), overrides))
                .isInstanceOf(Stop.Stopped.class);
    }

    private void stopped(Stop.Place place, long at, String... overrides) {
        assertThatThrownBy(() -> game.start(run, new Stop(place, at), overrides))
                .isInstanceOf(Stop.Stopped.class);
    }

    private void resumedAndStopped(Stop.Place place, long at) {
        assertThatThrownBy(() -> game.resume(run, new Stop(place, at))).isInstanceOf(Stop.Stopped.class);
    }
}
