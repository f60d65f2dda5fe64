package dev.kedge.cli;

import dev.kedge.model.Precision;
import dev.kedge.model.hub.LoadedModel;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.Torch;
import dev.kedge.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that name a model and say how it computes. */
final class ModelOptions {

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "A Hugging Face model directory, such as a run directory or one of its checkpoints; or one of"
                    + " adapters.")
    private Path directory = Path.of("");

    @Option(
            names = "--base",
            paramLabel = "DIR",
            description = "The model that the adapters of --model are for. Without it: the one they name.")
    private Optional<Path> base = Optional.empty();

    @Option(
            names = "--compute",
            paramLabel = "TYPE",
            description = "float32 or bfloat16; without it float32, whatever type the weights are stored in.")
    private ComputeType compute = ComputeType.FLOAT32;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "cpu, cuda, or auto for the best there is. Without it: cpu.")
    private ComputeDevice device = ComputeDevice.CPU;

    @Option(names = "--threads", paramLabel = "N", description = "Without it: one for each processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

    Path directory() {
        return directory;
    }

    /** The model alone. */
    LoadedModel load() {
        Torch.setThreads(threads);
        device.use();
        Precision precision = Precision.frozen(compute);
        return base.map(model -> ModelDirectory.load(model, directory, precision))
                .orElseGet(() -> ModelDirectory.load(directory, precision));
    }

    /** The model and its tokenizer. */
    Opened open() throws IOException {
        LoadedModel model = load();
        try {
            return new Opened(model, Tokenizer.load(model.tokenizerFolder(directory)));
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** A model that is ready for use. */
    record Opened(LoadedModel model, Tokenizer tokenizer) implements AutoCloseable {

        Set<Integer> endTokens() {
            return Set.copyOf(
                    model.generation().orElseEndingWith(tokenizer.endToken()).endTokens());
        }

        @Override
        public void close() {
            model.close();
            tokenizer.close();
        }
    }
}
