package dev.kedge.cli;

import dev.kedge.model.Precision;
import dev.kedge.model.hub.LoadedModel;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.tensor.Compute;
import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.ComputeType;
import dev.kedge.text.PromptEncoder;
import dev.kedge.train.LanguageModel;
import dev.kedge.train.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that name a model and say how it computes. */
final class ModelOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "A Hugging Face model directory, such as a run directory or one of its checkpoints; or one of"
                    + " adapters; or a GGUF file; or a model of the Hugging Face hub, OWNER/NAME[@REVISION].")
    private Path directory = Path.of("");

    @Option(
            names = "--base",
            paramLabel = "DIR",
            description = "The model that the adapters of --model are for. Default: the one they name.")
    private Optional<Path> base = Optional.empty();

    @Option(
            names = "--compute",
            paramLabel = "TYPE",
            description = "float32 or bfloat16; without it float32, whatever type the weights are stored in.")
    private ComputeType compute = ComputeType.FLOAT32;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "cpu, cuda, or auto for the best there is. Default: cpu.")
    private ComputeDevice device = ComputeDevice.CPU;

    @Option(names = "--threads", paramLabel = "N", description = "Default: one for each processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

    /** As it is written, which is a server's model too. */
    Path directory() {
        return directory;
    }

    /** What is computed with. */
    Compute compute() {
        return new Compute(device, threads);
    }

    /** The weights alone; within a span of {@link #compute()}. */
    LoadedModel load() {
        Precision precision = Precision.frozen(compute);
        Path path = HubModels.at(directory, command);
        LoadedModel loaded = base.map(model -> ModelDirectory.load(HubModels.at(model, command), path, precision))
                .orElseGet(() -> ModelDirectory.load(path, precision));
        TokenizerNotice.say(loaded.tokenizerFolder(path), command);
        return loaded;
    }

    /** The model with its tokenizer, its prompts made as {@code chat} says. */
    LanguageModel open(PromptEncoder.Config chat) throws IOException {
        Path path = HubModels.at(directory, command);
        Model model = base.map(of -> Model.adapters(path, HubModels.at(of, command), compute))
                .orElseGet(() -> Model.directory(path, compute));
        LanguageModel opened = model.open(compute(), chat);
        TokenizerNotice.say(opened.tokenizer(), command);
        return opened;
    }
}
