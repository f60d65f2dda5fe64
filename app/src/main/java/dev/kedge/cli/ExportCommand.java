package dev.kedge.cli;

import dev.kedge.gguf.TensorType;
import dev.kedge.model.Precision;
import dev.kedge.model.hub.AdapterDirectory;
import dev.kedge.model.hub.GgufExport;
import dev.kedge.model.hub.LoadedModel;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.tensor.ComputeType;
import dev.kedge.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kedge export}: a model directory as a GGUF file. */
@Command(
        name = "export",
        description = "Writes a model as a GGUF file, for llama.cpp and what is built on it.",
        footer = {"", "Adapters are added to their model's weights first, in float32."})
final class ExportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "A model directory, such as a run directory or one of its checkpoints; or one of adapters;"
                    + " or a model of the Hugging Face hub, OWNER/NAME[@REVISION].")
    private Path given = Path.of("");

    @Option(names = "--gguf", required = true, paramLabel = "FILE", description = "The file to write.")
    private Path file = Path.of("");

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Of the matrices: F32, F16, BF16, Q8_0 or Q4_0. Vectors stay F32. Default: F32.")
    private TensorType type = TensorType.F32;

    @Override
    public Integer call() throws IOException {
        if (!type.isWritable()) {
            throw new IllegalArgumentException("--type must be F32, F16, BF16, Q8_0 or Q4_0, got " + type);
        }
        if (Files.exists(file)) {
            throw new IllegalArgumentException("--gguf must not exist yet, got " + file);
        }
        Path directory = HubModels.at(given, spec);
        try (LoadedModel model = ModelDirectory.load(directory, Precision.frozen(ComputeType.FLOAT32));
                Tokenizer tokenizer = Tokenizer.load(model.tokenizerFolder(directory))) {
            TokenizerNotice.say(tokenizer, spec);
            if (AdapterDirectory.isOne(directory)) {
                model.decoder()
                        .adapters()
                        .ifPresent(all -> all.mergeInto(model.base().parameters()));
            }
            String name = given.toAbsolutePath().normalize().getFileName().toString();
            GgufExport.write(file, model, tokenizer.asGguf(model.base().config().vocabularySize()), name, type);
        }
        spec.commandLine().getOut().println(file);
        return 0;
    }
}
