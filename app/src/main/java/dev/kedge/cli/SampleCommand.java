package dev.kedge.cli;

import dev.kedge.api.Prompt;
import dev.kedge.random.Purpose;
import dev.kedge.rollout.Completion;
import dev.kedge.sampling.Sampler;
import dev.kedge.sampling.SamplingStreams;
import dev.kedge.text.PromptEncoder;
import dev.kedge.text.Tokenizer;
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
        try (ModelOptions.Opened opened = model.open()) {
            PromptEncoder encoder = chat.encoder(opened.tokenizer());
            List<PromptEncoder.Encoded> given =
                    prompts.stream().map(prompt -> encode(encoder, prompt)).toList();
            List<int[]> encoded =
                    given.stream().map(PromptEncoder.Encoded::tokens).toList();
            Sampler sampler = new Sampler(
                    opened.model().decoder(),
                    opened.endTokens(),
                    sampling.config(encoded, opened.model().decoder().config()));
            List<List<Completion>> groups =
                    sampler.sample(encoded, samples, new SamplingStreams(sampling.seed(), Purpose.EVALUATION, 0));
            PrintWriter out = spec.commandLine().getOut();
            for (int i = 0; i < prompts.size(); i++) {
                print(out, prompts.get(i), given.get(i), groups.get(i), opened.tokenizer());
            }
        }
        return 0;
    }

    private static PromptEncoder.Encoded encode(PromptEncoder encoder, String prompt) {
        return encoder.encode(new Prompt("--prompt", prompt, "", Map.of()));
    }

    private void print(
            PrintWriter out,
            String prompt,
            PromptEncoder.Encoded given,
            List<Completion> completions,
            Tokenizer tokenizer) {
        if (json) {
            List<Map<String, Object>> lines = completions.stream()
                    .map(completion -> fields(completion, tokenizer))
                    .toList();
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("prompt", prompt);
            line.put("given", given.text());
            line.put("prompt_tokens", IntStream.of(given.tokens()).boxed().toList());
            line.put("completions", lines);
            out.println(JsonText.of(line));
            return;
        }
        String before = given.text().equals(prompt) ? prompt : ""; // of a conversation, only the answer
        for (Completion completion : completions) {
            String cut = completion.truncated() ? " …" : "";
            out.println(before + tokenizer.decode(completion.tokensBeforeEnd()) + cut);
        }
    }

    private static Map<String, Object> fields(Completion completion, Tokenizer tokenizer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("text", tokenizer.decode(completion.tokensBeforeEnd()));
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
