package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.testing.GuessingGameRecipe;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A verifier that fails on every call is a failure of the run, said in one line, and not a green one with zeros. */
class FailingVerifierTest {

    @Test
    void aMisspeltFieldEndsTheRunWithTheVerifiersException(@TempDir Path folder) {
        GuessingGameRecipe game = new GuessingGameRecipe(folder);
        Path run = folder.resolve("run");
        KedgeRun train = KedgeRun.of(
                "train",
                game.recipe().toString(),
                "--run-dir",
                run.toString(),
                "warm_start.updates=0",
                "reward={kind: code, tests_field: tsts}");
        assertThat(train.status()).isEqualTo(1);
        assertThat(train.err())
                .contains("kedge: the verifier failed on every one of 8 completions, so nothing can be learned: "
                        + "IllegalArgumentException: the verifier needs the field tsts of prompt ");
        assertThat(run.resolve("model.safetensors")).doesNotExist();
    }
}
