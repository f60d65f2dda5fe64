package dev.kedge.internal.run.report;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.internal.run.EvaluationLine;
import dev.kedge.internal.run.EvaluationLog;
import dev.kedge.internal.run.MetricsRecorder;
import dev.kedge.internal.run.Phase;
import dev.kedge.internal.run.Provenance;
import dev.kedge.internal.run.RolloutLog;
import dev.kedge.internal.run.RunDirectory;
import dev.kedge.objective.advantage.Advantage;
import dev.kedge.rollout.Group;
import dev.kedge.rollout.Sample;
import dev.kedge.sampling.FinishReason;
import dev.kedge.sampling.SampledTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A run directory that looks like a run's, without a model: for tests of the report and for looking at it. */
final class DemoRun {

    /** In every text that the report shows, to see that none of it is taken for HTML. */
    static final String HOSTILE = "</script><img src=x onerror=alert(1)>{{data}}";

    private DemoRun() {}

    /** Writes demo runs and their report: {@code DemoRun FOLDER}. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        List<Path> runs = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            runs.add(write(folder.resolve("seed-" + seed), seed, 150, true));
        }
        Path going = write(folder.resolve("going"), 4, 23, false);
        Report.write(List.of(runs.get(0)), folder.resolve("one.html"));
        Report.write(runs, folder.resolve("several.html"));
        Report.write(List.of(going), folder.resolve("going.html"));
    }

    static Path write(Path directory, long seed, int steps, boolean finished) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        try (RunDirectory run = RunDirectory.create(directory)) {
            run.writeConfig("# " + HOSTILE + "\nseed: " + seed
                    + "\ntask:\n  kind: addition\n  digits: 4\nobjective:\n  condition: {kind: kl3, delta: 0.02}\n");
            Provenance.collect(
                            List.of("train", "recipes/quickstart.yaml", "seed=" + seed, HOSTILE),
                            seed,
                            Map.of("libtorch", "2.10.0"),
                            Map.of("recipe", run.paths().config()))
                    .write(run.paths());
            EvaluationLog evaluations = new EvaluationLog(run.paths().evaluations());
            evaluations.write(0, answers("7", Outcome.WRONG));
            if (finished) {
                evaluations.write(steps, answers("12", Outcome.CORRECT));
            }
            RolloutLog rollouts = new RolloutLog(run.paths().rollouts());
            try (MetricsRecorder recorder = MetricsRecorder.open(run.paths())) {
                for (int step = 1; step <= 200; step += 5) {
                    recorder.record(step, Phase.WARM_START, warmStart(step, random));
                }
                recorder.record(0, Phase.EVALUATION, evaluation(0, random));
                for (int step = 1; step <= steps; step++) {
                    recorder.record(step, Phase.TRAIN, train(step, random));
                    if (step == 1 || step == steps) {
                        rollouts.write(step, samples(step));
                    }
                    if (step % 10 == 0) {
                        recorder.record(step, Phase.EVALUATION, evaluation(step, random));
                    }
                }
                if (finished) {
                    Map<String, Double> summary = new HashMap<>(evaluation(steps, random));
                    summary.put("eval/greedy_accuracy_start", 0.245);
                    summary.put("eval/sampled_accuracy_start", 0.218);
                    summary.put("time/total_seconds", 142.0);
                    recorder.record(steps, Phase.SUMMARY, summary);
                }
            }
        }
        return directory;
    }

    private static List<EvaluationLine> answers(String said, Outcome outcome) {
        String reason = outcome == Outcome.CORRECT ? "" : "7 is not 12" + HOSTILE;
        List<EvaluationLine> lines = new ArrayList<>();
        for (String how : List.of("greedy", "sampled")) {
            lines.add(new EvaluationLine(
                    "", "p:1", how, "2 + 2 =" + HOSTILE, "4", "4" + HOSTILE, Outcome.CORRECT, 1, ""));
            lines.add(new EvaluationLine(
                    "", "p:2", how, "5 + 7 =", "12", said + HOSTILE, outcome, said.equals("12") ? 1 : 0, reason));
        }
        return lines;
    }

    /** From 0 at the first step towards 1, with a bend at step 45. */
    private static double progress(double step) {
        return 1 / (1 + Math.exp((45 - step) / 12)) - 1 / (1 + Math.exp(45.0 / 12));
    }

    private static Map<String, Double> warmStart(int step, SplittableRandom random) {
        double loss = 0.35 + 3 * Math.exp(-step / 30.0) + 0.02 * random.nextGaussian();
        return Map.of("warm_start/loss", loss, "warm_start/gradient_norm", loss / 3.5);
    }

    private static Map<String, Double> evaluation(int step, SplittableRandom random) {
        return Map.of(
                "eval/greedy_accuracy",
                Math.min(1, 0.245 + 0.75 * progress(step) + 0.01 * random.nextGaussian()),
                "eval/sampled_accuracy",
                Math.min(1, 0.218 + 0.7 * progress(step) + 0.01 * random.nextGaussian()),
                "eval/completion_length_mean",
                26.0,
                "eval/truncated_fraction",
                0.0);
    }

    private static Map<String, Double> train(int step, SplittableRandom random) {
        double accuracy = Math.min(0.99, Math.max(0, 0.22 + 0.7 * progress(step) + 0.03 * random.nextGaussian()));
        double kl3 = 0.002 * Math.exp(0.3 * random.nextGaussian());
        Map<String, Double> values = new HashMap<>();
        values.put("rollout/reward_mean", accuracy);
        values.put("rollout/reward_std", Math.sqrt(accuracy * (1 - accuracy)));
        values.put("rollout/accuracy", accuracy);
        values.put("rollout/completion_length_mean", 26 + random.nextGaussian());
        values.put("rollout/completion_length_max", 40.0);
        values.put("rollout/truncated_fraction", 0.02 * random.nextDouble());
        values.put("rollout/zero_variance_fraction", 0.2 + 0.6 * progress(step));
        values.put("rollout/tokens", 13000.0);
        values.put("rollout/outcome_correct", (double) Math.round(512 * accuracy));
        values.put("rollout/outcome_wrong", (double) Math.round(500 * (1 - accuracy)));
        values.put("rollout/outcome_unparsable", (double) Math.round(12 * (1 - accuracy)));
        values.put("rollout/outcome_timeout", 0.0);
        values.put("rollout/outcome_error", 0.0);
        values.put("update/entropy", 0.5 * (1 - 0.8 * progress(step)) + 0.01 * random.nextGaussian());
        double low = 0.01 + 0.004 * random.nextDouble();
        double high = 0.015 + 0.004 * random.nextDouble();
        values.put("update/clip_fraction_low", low);
        values.put("update/clip_fraction_high", high);
        values.put("update/clip_fraction", low + high);
        values.put("update/violated_fraction", 1.6 * (low + high));
        values.put("update/kl1", kl3 * (1 + 0.5 * random.nextGaussian()));
        values.put("update/kl2", 0.95 * kl3);
        values.put("update/kl3", kl3);
        values.put("update/kl3_max", 0.4 * Math.exp(0.4 * random.nextGaussian()));
        values.put("update/ratio_max", 2.2 * Math.exp(0.1 * random.nextGaussian()));
        values.put("update/gradient_norm", 0.4 * Math.exp(0.3 * random.nextGaussian()));
        values.put("update/learning_rate", 3e-4 * Math.min(1, step / 10.0));
        values.put("update/loss", 0.01 * random.nextGaussian());
        values.put("update/advantage_mean_absolute", 0.4 * (1 - 0.5 * progress(step)));
        values.put("sampler/mismatch_mean", 2e-7 * Math.exp(0.1 * random.nextGaussian()));
        values.put("sampler/mismatch_max", 4e-6 * Math.exp(0.3 * random.nextGaussian()));
        values.put("sampler/effective_sample_size", 1.0);
        values.put("time/rollout_seconds", 0.3 + 0.02 * random.nextGaussian());
        values.put("time/reward_seconds", 0.01);
        values.put("time/update_seconds", 0.45 + 0.02 * random.nextGaussian());
        values.put("time/step_seconds", 0.77 + 0.03 * random.nextGaussian());
        values.put("throughput/sampled_tokens_per_second", 42000 + 2000 * random.nextGaussian());
        values.put("memory/resident_bytes", 6.1e8 + 1e7 * random.nextDouble());
        values.put("memory/live_objects", 24.0);
        return values;
    }

    private static List<Sample> samples(int step) {
        Prompt first = new Prompt("addition/train/" + step, "4096 + 1204 =\n", "5300", Map.of());
        Prompt second = new Prompt("addition/train/" + (step + 1), "17 + 25 =\n", "42", Map.of());
        return Stream.concat(
                        group(new Group(0, first, new int[] {1, 2}), HOSTILE, 0.5),
                        group(new Group(1, second, new int[] {1, 2}), "7+5=12, carry 1\n1+2+1=4\n= 42", 0))
                .toList();
    }

    private static Stream<Sample> group(Group group, String completion, double advantage) {
        SampledTokens tokens = new SampledTokens(
                new int[] {5, 6, 7}, new float[] {-1, -1, -1}, new float[] {-1, -1, -1}, FinishReason.STOP);
        return Stream.of(
                new Sample(
                                group,
                                tokens,
                                completion,
                                Verdict.correct(group.prompt().answer()))
                        .withAdvantage(Advantage.ofRollout(advantage)),
                new Sample(
                                group,
                                tokens,
                                "6+4=0\n9+0=9\n0+2=2\n4+1=5\n= 5290",
                                new Verdict(Outcome.WRONG, 0, "5290", "not equal"))
                        .withAdvantage(Advantage.ofRollout(0 - advantage)));
    }
}
