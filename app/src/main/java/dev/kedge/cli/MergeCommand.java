package dev.kedge.cli;

import dev.kedge.model.Decoder;
import dev.kedge.model.Precision;
import dev.kedge.model.hub.AdapterDirectory;
import dev.kedge.model.hub.LoadedModel;
import dev.kedge.model.hub.MergedCard;
import dev.kedge.model.hub.ModelDirectory;
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
import picocli.CommandLine.Spec;

/** {@code kedge merge}: adapters and their model as one model. */
@Command(
        name = "merge",
        description = "Adds low-rank adapters to the weights they are for, and writes the model that results.",
        footer = {"", "Computed in float32; each weight is stored in the type that it has in the model."})
final class MergeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "A directory of adapters, such as a run that trained some; or some of the Hugging Face hub.")
    private Path given = Path.of("");

    @Option(names = "--base", paramLabel = "DIR", description = "Their model. Default: the one they name.")
    private Optional<Path> base = Optional.empty();

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "The model directory to write.")
    private Path output = Path.of("");

    @Override
    public Integer call() throws IOException {
        Path adapters = HubModels.at(given, spec);
        if (!AdapterDirectory.isOne(adapters)) {
            throw new IllegalArgumentException("--model must be a directory with an adapter_config.json, got " + given);
        }
        if (Files.exists(output)) {
            throw new IllegalArgumentException("--output must not exist yet, got " + output);
        }
        Path model = base.map(named -> HubModels.at(named, spec)).orElseGet(() -> AdapterDirectory.base(adapters));
        Precision precision = Precision.frozen(ComputeType.FLOAT32);
        try (LoadedModel loaded = ModelDirectory.load(model, adapters, precision);
                Tokenizer tokenizer = Tokenizer.load(model)) {
            TokenizerNotice.say(tokenizer, spec);
            Decoder merged = loaded.base();
            loaded.decoder().adapters().ifPresent(all -> all.mergeInto(merged.parameters()));
            ModelDirectory.save(output, merged, loaded.generation(), loaded.storage());
            tokenizer.save(output);
            MergedCard.write(
                    output,
                    adapters,
                    model,
                    String.valueOf(output.toAbsolutePath().getFileName()));
        }
        spec.commandLine().getOut().println(output);
        return 0;
    }
}
