package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.model.Precision;
import dev.kedge.model.hub.LoadedModel;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.tensor.ComputeType;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that train adapters on a model directory. */
class AdapterRunsTest {

    private static final String LORA = "{kind: directory, path: %s, lora: {rank: 4, alpha: 8, dropout: 0.1}}";
    private static final String PENALTY = "objective.reference={kind: k3, coefficient: 0.05}";

    @TempDir
    private static Path folder;

    @Test
    void onlyAdaptersAreTrainedAndWritten() throws IOException {
        GuessingGame game = new GuessingGame(folder);
        game.start(folder.resolve("model"), "steps=0");
        String model = "model=" + LORA.formatted(folder.resolve("model"));
        String weights = checksum(folder.resolve("model"));

        Path run = folder.resolve("adapters");
        game.start(run, model, PENALTY);
        assertThat(run.resolve("adapter_model.safetensors")).exists();
        assertThat(run.resolve("tokenizer.json")).exists();
        assertThat(run.resolve("model.safetensors")).doesNotExist();
        assertThat(run.resolve("reference.safetensors"))
                .as("the reference is the model without its adapters")
                .doesNotExist();
        assertThat(checksum(folder.resolve("model"))).isEqualTo(weights);
        try (LoadedModel trained = ModelDirectory.load(run, Precision.frozen(ComputeType.FLOAT32))) {
            assertThat(trained.base().parameters().checksum()).isEqualTo(weights);
        }
    }

    private static String checksum(Path directory) {
        try (LoadedModel model = ModelDirectory.load(directory, Precision.frozen(ComputeType.FLOAT32))) {
            return model.decoder().parameters().checksum();
        }
    }
}
