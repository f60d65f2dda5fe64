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
}
