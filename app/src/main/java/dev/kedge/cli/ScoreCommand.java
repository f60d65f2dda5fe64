package dev.kedge.cli;

import dev.kedge.model.hub.LoadedModel;
import dev.kedge.rollout.TokenScores;
import dev.kedge.tensor.Compute;
import dev.kedge.train.SequenceScorer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kedge score}: what a model says about given tokens. */
@Command(
        name = "score",
        description = "Log-probabilities and entropies of given token sequences under a model.",
        footer = {
            "",
            "Each line of the input is {\"tokens\":[…],\"prompt_tokens\":n}; the tokens after the first n are scored.",
            "With --json, each line of the output is {\"logprobs\":[…],\"entropies\":[…]}, natural logarithm."
        })
final class ScoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(names = "--input", required = true, paramLabel = "FILE.jsonl", description = "One sequence per line.")
    private Path input = Path.of("");

    @Option(names = "--json", description = "JSON on standard output, a line for each line of the input.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        try (Compute.Span span = model.compute().open();
                LoadedModel loaded = model.load()) {
            List<SequenceScorer.Sequence> sequences =
                    ScoreInput.read(input, loaded.decoder().config());
            print(SequenceScorer.score(loaded.decoder(), sequences));
        }
        return 0;
    }

    private void print(List<TokenScores> scores) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            scores.forEach(score -> out.println(JsonText.of(machineReadable(score))));
            return;
        }
        TextTable table = new TextTable(List.of("sequence", "tokens", "log-prob", "per token", "entropy per token"));
        for (int i = 0; i < scores.size(); i++) {
            float[] logprobs = scores.get(i).logprobs();
            double sum = sum(logprobs);
            table.row(List.of(
                    Integer.toString(i + 1),
                    Integer.toString(logprobs.length),
                    decimals(sum),
                    decimals(sum / logprobs.length),
                    decimals(sum(scores.get(i).entropies()) / logprobs.length)));
        }
        out.println(table);
    }

    private static Map<String, Object> machineReadable(TokenScores scores) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("logprobs", list(scores.logprobs()));
        fields.put("entropies", list(scores.entropies()));
        return fields;
    }

    private static List<Double> list(float[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> (double) values[i])
                .toList();
    }

    private static double sum(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum();
    }

    private static String decimals(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }
}
