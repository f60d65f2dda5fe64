package dev.kedge.cli;

import dev.kedge.config.Choice;
import dev.kedge.evaluation.Evaluation;
import dev.kedge.evaluation.Evaluator;
import dev.kedge.reward.VerifierCatalogue;
import dev.kedge.reward.VerifierPool;
import dev.kedge.rollout.Prompt;
import dev.kedge.sampling.RolloutProducer;
import dev.kedge.sampling.Sampler;
import dev.kedge.task.Split;
import dev.kedge.task.Task;
import dev.kedge.task.TaskCatalogue;
import dev.kedge.task.TaskSource;
import dev.kedge.text.PromptEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kedge eval}: how often a model is right on a data set. */
@Command(
        name = "eval",
        description = "Completes and verifies every prompt of a data set: greedy accuracy, avg@k, pass@k, maj@k.",
        footer = {
            "",
            "A name in braces in --prompt and --answer stands for the field of that name: --prompt '{question}'.",
            "A prompt that is one field and nothing else may be a list of messages, which the model's chat template makes",
            "a text of; with --chat the template is applied to plain text too.",
            "All estimates are means over prompts, unbiased in the number of samples, with a 95 %% bootstrap interval.",
            "GSM8K: --data test.jsonl --prompt '{question}' --answer-marker '####'"
        })
final class EvalCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private SamplingOptions sampling = new SamplingOptions();

    @Mixin
    private ChatOptions chat = new ChatOptions();

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "JSONL: one object per line.")
    private Path data = Path.of("");

    @Option(names = "--prompt", paramLabel = "TEMPLATE", description = "Without it: {prompt}.")
    private String prompt = "{prompt}";

    @Option(names = "--answer", paramLabel = "TEMPLATE", description = "Without it: {answer}.")
    private String answer = "{answer}";

    @Option(
            names = "--answer-marker",
            paramLabel = "TEXT",
            description = "The answer is what follows its last occurrence.")
    private Optional<String> answerMarker = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N rows.")
    private Optional<Integer> limit = Optional.empty();

    @Option(
            names = "--verifier",
            paramLabel = "VERIFIER",
            description = "A kind, or as in a recipe: '{kind: exact, ignore_case: true}'. Without it: numeric.")
    private Optional<String> verifier = Optional.empty();

    @Option(names = "--samples", paramLabel = "N", description = "Sampled completions per prompt. Without it: 4.")
    private int samples = 4;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Every completion and verdict, one JSON object per line. Without it: eval.jsonl.")
    private Path output = Path.of("eval.jsonl");

    @Option(names = "--json", description = "The estimates as one line of JSON on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Task task = TaskCatalogue.create(Choice.of("jsonl", settings()), 0);
        List<Prompt> prompts = prompts(task.prompts(Split.TEST));
        Choice judge =
                verifier.map(text -> Choice.read(text, "--verifier")).orElseGet(() -> Choice.of(task.verifierKind()));
        try (ModelOptions.Opened opened = model.open();
                VerifierPool verifiers = new VerifierPool(
                        VerifierCatalogue.create(judge, task.verifierKind()), VerifierPool.Config.DEFAULT)) {
            PromptEncoder encoder = chat.encoder(opened.tokenizer());
            List<int[]> encoded =
                    prompts.stream().map(each -> encoder.encode(each).tokens()).toList();
            Sampler.Config config =
                    sampling.config(encoded, opened.model().decoder().config());
            Evaluation evaluation = new Evaluator(
                            prompts,
                            producer(opened, encoder, verifiers, config.greedy()),
                            producer(opened, encoder, verifiers, config),
                            samples,
                            sampling.seed())
                    .evaluate(0);
            EvaluationReport report = new EvaluationReport(evaluation);
            Files.write(output, report.completions());
            spec.commandLine().getOut().println(json ? report.json() : report + System.lineSeparator() + output);
        }
        return 0;
    }

    private Map<String, Object> settings() {
        if (!Files.isRegularFile(data)) {
            throw new IllegalArgumentException("--data must be a file that exists, got " + data);
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("test", List.of(data));
        settings.put("prompt", prompt);
        settings.put("answer", answer);
        answerMarker.ifPresent(text -> settings.put("answer_marker", text));
        limit.ifPresent(rows -> settings.put("limit", rows));
        return settings;
    }

    private static List<Prompt> prompts(TaskSource source) {
        return LongStream.range(0, source.size().orElseThrow())
                .mapToObj(source::prompt)
                .toList();
    }

    private static RolloutProducer producer(
            ModelOptions.Opened opened, PromptEncoder encoder, VerifierPool verifiers, Sampler.Config config) {
        return new RolloutProducer(
                encoder, new Sampler(opened.model().decoder(), opened.endTokens(), config), verifiers);
    }
}
