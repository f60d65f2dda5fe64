package dev.kedge.cli;

import dev.kedge.api.Prompt;
import dev.kedge.sampling.SampledTokens;
import dev.kedge.text.PromptEncoder;
import dev.kedge.train.LanguageModel;
import dev.kedge.train.LanguageModel.SampledText;
import java.io.IOException;
import java.io.PrintWriter;
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

/** {@code kedge sample}: text from a checkpoint. */
@Command(
        name = "sample",
        description = "Continues prompts with a model.",
        footer = {
            "",
            "The prompt is given to the model exactly as it is written here; an escaped line break is not one. With --chat,",
            "--system or --template it is what a user says, and the model's chat template makes the text. With --json",
            "each completion comes with its tokens and the log-probability of each: of the distribution that was sampled",
            "from, and of the policy itself (temperature 1, whole vocabulary)."
        })
final class SampleCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private SamplingOptions sampling = new SamplingOptions();

    @Mixin
    private ChatOptions chat = new ChatOptions();

    @Option(names = "--prompt", required = true, paramLabel = "TEXT", description = "May be given several times.")
    private List<String> prompts = List.of();

    @Option(names = "--samples", paramLabel = "N", description = "Completions per prompt. Default: 1.")
    private int samples = 1;

    @Option(names = "--json", description = "One line of JSON per prompt on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (samples < 1) {
            throw new IllegalArgumentException("--samples must be >= 1, got " + samples);
        }
        try (LanguageModel opened = model.open(chat.config())) {
            List<Prompt> given = prompts.stream()
                    .map(prompt -> new Prompt("--prompt", prompt, "", Map.of()))
                    .toList();
            List<List<SampledText>> groups =
                    opened.sample(given, samples, sampling.config(given, opened), sampling.seed());
            PrintWriter out = spec.commandLine().getOut();
            for (int i = 0; i < prompts.size(); i++) {
                print(out, prompts.get(i), opened.encode(given.get(i)), groups.get(i));
            }
        }
        return 0;
    }

    private void print(PrintWriter out, String prompt, PromptEncoder.Encoded given, List<SampledText> completions) {
        if (json) {
            List<Map<String, Object>> lines =
                    completions.stream().map(SampleCommand::fields).toList();
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("prompt", prompt);
            line.put("given", given.text());
            line.put("prompt_tokens", IntStream.of(given.tokens()).boxed().toList());
            line.put("completions", lines);
            out.println(JsonText.of(line));
            return;
        }
        String before = given.text().equals(prompt) ? prompt : ""; // of a conversation, only the answer
        for (SampledText sample : completions) {
            String cut = sample.completion().truncated() ? " …" : "";
            out.println(before + sample.text() + cut);
        }
    }

    private static Map<String, Object> fields(SampledText sample) {
        SampledTokens completion = sample.completion();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("text", sample.text());
        fields.put("finish_reason", completion.finishReason().name().toLowerCase(Locale.ROOT));
        fields.put("tokens", IntStream.of(completion.tokens()).boxed().toList());
        fields.put("sampling_logprobs", doubles(completion.samplingLogprobs()));
        fields.put("untempered_logprobs", doubles(completion.untemperedLogprobs()));
        return fields;
    }

    private static List<Double> doubles(float[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> (double) values[i])
                .toList();
    }
}
