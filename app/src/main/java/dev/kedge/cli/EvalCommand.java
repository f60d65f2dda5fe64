package dev.kedge.cli;

import dev.kedge.api.Choice;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verifier;
import dev.kedge.config.Catalogues;
import dev.kedge.config.ConfigException;
import dev.kedge.evaluation.Evaluation;
import dev.kedge.evaluation.Evaluator;
import dev.kedge.evaluation.JudgedSource;
import dev.kedge.evaluation.server.ServerConfig;
import dev.kedge.evaluation.server.ServerSource;
import dev.kedge.sampling.Sampler;
import dev.kedge.task.TaskReward;
import dev.kedge.task.UnfitReferences;
import dev.kedge.train.LanguageModel;
import dev.kedge.verifiers.TaskVerifier;
import dev.kedge.verifiers.VerifierPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kedge eval}: how often a model is right on a data set. */
@Command(
        name = "eval",
        description = "Completes and verifies every prompt of data sets: greedy accuracy, avg@k, pass@k, maj@k.",
        footer = {
            "",
            "A name in braces in --prompt and --answer stands for the field of that name: --prompt '{question}'.",
            "A prompt that is one field and nothing else may be a list of messages, which the model's chat template makes",
            "a text of; with --chat the template is applied to plain text too.",
            "All estimates are means over prompts, unbiased in the number of samples, with a 95 %% interval.",
            "--data gsm8k=test.jsonl --data aime=aime.parquet evaluates two data sets in formats of these names."
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

    @Mixin
    private EvalData data = new EvalData();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = "--verifier",
            paramLabel = "VERIFIER",
            description = "A kind, or as in a recipe: '{kind: exact, ignore_case: true}'. Default: that of the format.")
    private Optional<String> verifier = Optional.empty();

    @Option(
            names = "--leave-out-overlong",
            description = "Leave out prompts that leave no room for --max-new-tokens (without it: for one token) in the"
                    + " model's positions; how many is said. Default: the first of them is an error.")
    private boolean leaveOutOverlong;

    @Option(names = "--samples", paramLabel = "N", description = "Sampled completions per prompt. Default: 4.")
    private int samples = 4;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Every completion and verdict, one JSON object per line. Default: eval.jsonl.")
    private Path output = Path.of("eval.jsonl");

    @Option(names = "--json", description = "The estimates as one line of JSON on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (samples < 1) {
            throw new IllegalArgumentException("--samples must be >= 1, got " + samples);
        }
        List<EvalData.Set> sets = data.sets();
        Optional<ServerConfig> remote = server.config(model.directory().toString());
        EvaluationReport report = new EvaluationReport();
        if (remote.isPresent()) {
            if (leaveOutOverlong) {
                throw new ParameterException(
                        spec.commandLine(), "--leave-out-overlong needs the tokenizer of a model here, got --server");
            }
            chat.requireNoTemplate();
            for (EvalData.Set set : sets) {
                report.add(set.name(), evaluated(set, verifiers -> asking(remote.get(), set, verifiers)));
            }
        } else {
            try (LanguageModel opened = model.open(chat.config())) {
                for (EvalData.Set set : sets) {
                    EvalData.Set fitting = leaveOutOverlong ? fitting(set, opened) : set;
                    report.add(set.name(), evaluated(fitting, verifiers -> sampling(opened, fitting, verifiers)));
                }
            }
        }
        Files.write(output, report.completions());
        spec.commandLine().getOut().println(json ? report.json() : report + System.lineSeparator() + output);
        return 0;
    }

    private Evaluation evaluated(EvalData.Set set, Function<VerifierPool, Evaluation> evaluation) {
        Verifier made = ConfigException.within("--verifier", () -> TaskReward.create(judge(), set.task()));
        UnfitReferences.of(made, set.task())
                .warning()
                .ifPresent(line -> spec.commandLine().getErr().println("warning: " + line));
        try (VerifierPool verifiers = new VerifierPool(made, VerifierPool.Config.DEFAULT)) {
            return evaluation.apply(verifiers);
        }
    }

    /** Without the prompts that are too long, which are counted. */
    private EvalData.Set fitting(EvalData.Set set, LanguageModel opened) {
        List<Prompt> fitting = opened.fitting(set.prompts(), sampling.wantedNewTokens());
        int leftOut = set.prompts().size() - fitting.size();
        if (leftOut > 0) {
            Set<Prompt> kept = Set.copyOf(fitting);
            String first = set.prompts().stream()
                    .filter(prompt -> !kept.contains(prompt))
                    .findFirst()
                    .map(Prompt::id)
                    .orElse("");
            spec.commandLine()
                    .getErr()
                    .println("warning: " + leftOut + " of " + set.prompts().size()
                            + " prompts are left out: they leave no"
                            + " room in the model's " + opened.config().maxPositions() + " positions; the first is "
                            + first);
        }
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException("every prompt leaves no room in the model's "
                    + opened.config().maxPositions() + " positions, so there is nothing to evaluate");
        }
        return set.with(fitting);
    }

    private Choice<Verifier> judge() {
        Catalogues catalogues = Catalogues.of(List.of(TaskReward.catalogue(ForeignKinds.found())));
        return catalogues.read(Verifier.class, verifier.orElse(TaskVerifier.KIND.name()), "--verifier");
    }

    private Evaluation asking(ServerConfig remote, EvalData.Set set, VerifierPool verifiers) {
        Sampler.Config config = sampling.config();
        JudgedSource greedy = new ServerSource(remote, config.greedy(), chat.system(), verifiers);
        JudgedSource sampled = new ServerSource(remote, config, chat.system(), verifiers);
        return new Evaluator(set.prompts(), greedy, sampled, samples, sampling.seed()).evaluate(0);
    }

    private Evaluation sampling(LanguageModel opened, EvalData.Set set, VerifierPool verifiers) {
        Sampler.Config config = sampling.config(set.prompts(), opened);
        return opened.evaluate(set.prompts(), verifiers, samples, config, sampling.seed());
    }
}
