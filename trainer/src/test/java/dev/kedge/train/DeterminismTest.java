package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.testing.RecordedFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Same recipe, same seed: the same bytes. */
class DeterminismTest {

    @TempDir
    private Path folder;

    @Test
    void twoRunsOfOneRecipeLeaveTheSameBytesAndAnotherSeedOthers() throws IOException {
        GuessingGame game = new GuessingGame(folder);
        RecordedFiles first = game.run("first");
        RecordedFiles second = game.run("second");
        second.areThoseOf(first);

        assertThat(first.hashes())
                .containsKeys(
                        "model.safetensors",
                        "config.json",
                        "tokenizer.json",
                        "rollouts/step-000006.jsonl.gz",
                        "checkpoints/step-6/trainer_state.safetensors");
        RecordedFiles other = game.run("other", "seed=4");
        assertThat(other.hashes().get("model.safetensors"))
                .isNotEqualTo(first.hashes().get("model.safetensors"));
        assertThat(other.metrics()).isNotEqualTo(first.metrics());
    }

    @Test
    void twoRunsWithTheSameNumberOfWorkersLeaveTheSameBytes() throws IOException {
        GuessingGame game = new GuessingGame(folder);
        String small = "update.micro_batch_tokens=60"; // several micro-batches in an update
        RecordedFiles first = game.run("first", "workers=2", small);
        game.run("second", "workers=2", small).areThoseOf(first);
        assertThat(first.hashes().get("model.safetensors"))
                .as("gradients are summed in another order than by one")
                .isNotEqualTo(game.run("alone", small).hashes().get("model.safetensors"));
    }

    @Test
    void adaptersWithDropoutAndWorkersLeaveTheSameBytes() throws IOException {
        GuessingGame game = new GuessingGame(folder);
        game.start(folder.resolve("model"), "steps=0");
        String[] settings = {
            "workers=2",
            "update.micro_batch_tokens=60",
            "model={kind: directory, path: %s, lora: {rank: 4, alpha: 8, dropout: 0.1}}"
                    .formatted(folder.resolve("model")),
            "objective.reference={kind: k3, coefficient: 0.05}"
        };
        game.run("second", settings).areThoseOf(game.run("first", settings));
    }
}
