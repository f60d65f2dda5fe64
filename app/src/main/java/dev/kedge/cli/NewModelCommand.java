package dev.kedge.cli;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.Precision;
import dev.kedge.model.hub.GenerationConfig;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.model.hub.ModelShapes;
import dev.kedge.model.hub.StorageType;
import dev.kedge.model.hub.StoredTypes;
import dev.kedge.tensor.ComputeType;
import dev.kedge.text.ByteTokenizer;
import dev.kedge.text.SpecialToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kedge new-model}: a checkpoint of a known shape with random weights, to try things at full size. */
@Command(
        name = "new-model",
        description =
                "Writes a model directory with random weights in the shape of a public model, and a tokenizer of bytes.",
        footer = {"", "For measuring time and memory at full size: nothing has been learned by such weights."})
final class NewModelCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--like",
            required = true,
            paramLabel = "SHAPE",
            description = "A known shape, such as qwen3-0.6b, or a file like the config.json of a model.")
    private String shape = "";

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "The directory to write.")
    private Path output = Path.of("");

    @Option(names = "--storage", paramLabel = "TYPE", description = "float32, bfloat16 or float16. Default: bfloat16.")
    private StorageType storage = StorageType.BFLOAT16;

    @Option(names = "--seed", paramLabel = "N", description = "Default: 1.")
    private long seed = 1;

    @Override
    public Integer call() throws IOException {
        DecoderConfig config = ModelShapes.read(shape);
        if (Files.exists(output)) {
            throw new IllegalArgumentException("--output must not exist yet, got " + output);
        }
        ComputeType type = storage == StorageType.BFLOAT16 ? ComputeType.BFLOAT16 : ComputeType.FLOAT32;
        GenerationConfig generation = new GenerationConfig(
                OptionalInt.empty(), List.of(SpecialToken.END.id()), OptionalInt.of(SpecialToken.PADDING.id()));
        try (Decoder decoder = Decoder.create(config, Precision.frozen(type), seed)) {
            ModelDirectory.save(output, decoder, generation, StoredTypes.all(storage));
            ByteTokenizer.write(output);
            TokenizerNotice.say(output, spec);
            spec.commandLine()
                    .getOut()
                    .println(String.format(
                            Locale.ROOT,
                            "%s: %.0f million weights",
                            output,
                            (double) decoder.parameters().elements() / 1e6));
        }
        return 0;
    }
}
