package dev.kedge.cli;

import dev.kedge.gguf.GgufFile;
import dev.kedge.model.Precision;
import dev.kedge.model.hub.LoadedModel;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.model.hub.StorageType;
import dev.kedge.model.hub.StoredTypes;
import dev.kedge.tensor.ComputeType;
import dev.kedge.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kedge import}: a GGUF file as a model directory. */
@Command(
        name = "import",
        description = "Makes a model directory of a GGUF file: weights, configuration, tokenizer, chat template.",
        footer = {"", "Quantized weights become the numbers that they stand for."})
final class ImportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A GGUF file; of one in parts any of them.")
    private Path file = Path.of("");

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "The model directory to write.")
    private Path output = Path.of("");

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "float32, bfloat16 or float16, to round to. Default: each weight as it is, quantized ones in"
                    + " float32, which holds them exactly.")
    private Optional<StorageType> type = Optional.empty();

    @Override
    public Integer call() throws IOException {
        if (!GgufFile.isOne(file)) {
            throw new IllegalArgumentException("FILE must be a GGUF file, got " + file);
        }
        if (Files.exists(output)) {
            throw new IllegalArgumentException("--output must not exist yet, got " + output);
        }
        try (LoadedModel model = ModelDirectory.load(file, Precision.frozen(ComputeType.FLOAT32));
                Tokenizer tokenizer = Tokenizer.load(file)) {
            StoredTypes stored = type.map(StoredTypes::all).orElse(model.storage());
            ModelDirectory.save(output, model.decoder(), model.generation(), stored);
            tokenizer.save(output);
        }
        TokenizerNotice.say(output, spec);
        spec.commandLine().getOut().println(output);
        return 0;
    }
}
