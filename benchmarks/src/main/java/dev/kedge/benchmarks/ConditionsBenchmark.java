package dev.kedge.benchmarks;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.random.Purpose;
import dev.kedge.sampling.SampledTokens;
import dev.kedge.sampling.Sampler;
import dev.kedge.sampling.SamplingStreams;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.Torch;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The cost that each condition adds to the updates of a step: the old policy's scores and four updates, on rollouts
 * that are sampled once. One model is of the quickstart's size, one has five million weights and a large vocabulary.
 *
 * <pre>
 * benchmarks/conditions [THREADS [ROUNDS]]
 * </pre>
 */
public final class ConditionsBenchmark {

    private static final int UPDATES = 4;
    private static final int GROUP_SIZE = 8;

    /**
     * A model and the rollouts of a step.
     *
     * @param name what the table says
     * @param model its shape
     * @param prompts per step
     * @param promptTokens of each
     * @param newTokens of each completion
     * @param share of the rounds that it is measured in
     */
    private record Workload(
            String name, DecoderConfig model, int prompts, int promptTokens, int newTokens, double share) {}

    private static final List<Workload> WORKLOADS = List.of(
            new Workload("quickstart", model(20, 64, 192, 2, 4, 2, 16, 0.4), 32, 12, 36, 1),
            new Workload("vocabulary of 32k", model(32_768, 128, 384, 4, 4, 2, 32, 0.27), 4, 16, 48, 0.3));

    private ConditionsBenchmark() {}

    /**
     * Measures and prints a table for each model.
     *
     * @param arguments the number of threads, 1 without it; then the number of rounds, of which the large model gets a
     *     third
     */
    public static void main(String[] arguments) {
        int threads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 31;
        Torch.setThreads(threads);
        PrintStream out = System.out;
        out.printf("threads %d, rounds %d, Java %s%n", threads, rounds, Runtime.version());
        WORKLOADS.forEach(workload -> measure(workload, (int) Math.ceil(workload.share() * rounds), out));
        out.printf(
                "%nSeconds are medians. Ratios are to the first row's of the same round: mean of the middle half (and its ends).%n");
        out.printf("acted: share of tokens that the condition acted on in the last round.%n");
        out.printf("of step: what the updates of the row take of sampling and updates together, by wall time.%n%n");
        printObjectives(out);
    }

    private static void measure(Workload workload, int rounds, PrintStream out) {
        try (Decoder decoder = Decoder.create(workload.model(), ComputeType.FLOAT32, 1)) {
            List<int[]> prompts = prompts(workload);
            Sampler sampler = new Sampler(
                    decoder,
                    Set.of(),
                    new Sampler.Config(workload.newTokens(), 1.0, OptionalInt.empty(), 1.0, Integer.MAX_VALUE));
            SamplingStreams streams = new SamplingStreams(1, Purpose.ROLLOUT, 1);
            List<List<SampledTokens>> groups = sampler.sample(prompts, GROUP_SIZE, streams);
            double sampling = BestTime.of(() -> sampler.sample(prompts, GROUP_SIZE, streams));
            try (UpdatePhase phase = new UpdatePhase(decoder, prompts, groups, UPDATES, 1e-3)) {
                out.printf(
                        Locale.ROOT,
                        "%n%s: %.2f million weights, V %,d; %,d tokens in %d updates; sampling them %.2f s%n",
                        workload.name(),
                        decoder.parameters().elements() / 1e6,
                        workload.model().vocabularySize(),
                        phase.tokens(),
                        UPDATES,
                        sampling);
                double[] acted = new double[Contender.ALL.size()];
                Rounds measured = Rounds.of(
                        Stream.iterate(0, i -> i < acted.length, i -> i + 1)
                                .<Runnable>map(i -> () -> acted[i] = run(phase, Contender.ALL.get(i)))
                                .toList(),
                        rounds);
                print(measured, acted, sampling, out);
            }
        }
    }

    private static double run(UpdatePhase phase, Contender contender) {
        return phase.run(contender.objective(), contender.exactTokens());
    }

    private static void print(Rounds measured, double[] acted, double sampling, PrintStream out) {
        out.printf(
                "%-22s %8s %8s %22s %22s %8s %8s%n",
                "condition", "wall s", "cpu s", "wall ratio", "cpu ratio", "acted", "of step");
        for (int i = 0; i < acted.length; i++) {
            double wall = measured.wallSeconds(i).median();
            out.printf(
                    Locale.ROOT,
                    "%-22s %8.3f %8.3f %22s %22s %7.1f%% %7.1f%%%n",
                    Contender.ALL.get(i).name(),
                    wall,
                    measured.processorSeconds(i).median(),
                    ratio(measured.wallRatio(i)),
                    ratio(measured.processorRatio(i)),
                    100 * acted[i],
                    100 * wall / (wall + sampling));
        }
    }

    private static void printObjectives(PrintStream out) {
        out.printf("the objective alone, ns per token:%n");
        out.printf("%-22s %12s %12s%n", "condition", "evaluation", "diagnostics");
        for (ObjectiveTime time : ObjectiveTime.measure(Contender.ALL)) {
            out.printf(
                    Locale.ROOT,
                    "%-22s %12.0f %12.0f%n",
                    time.contender().name(),
                    time.evaluation(),
                    time.diagnostics());
        }
    }

    private static String ratio(Rounds.Spread spread) {
        return String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", spread.middle(), spread.low(), spread.high());
    }

    private static List<int[]> prompts(Workload workload) {
        SplittableRandom random = new SplittableRandom(1);
        return Stream.generate(() -> random.ints(
                                workload.promptTokens(), 0, workload.model().vocabularySize())
                        .toArray())
                .limit(workload.prompts())
                .toList();
    }

    /** Weights so large that the freshly drawn model is as sure of its tokens as a trained one. */
    private static DecoderConfig model(
            int vocabulary,
            int hidden,
            int feedForward,
            int layers,
            int heads,
            int keyValueHeads,
            int headWidth,
            double initializerRange) {
        return new DecoderConfig(
                vocabulary,
                hidden,
                feedForward,
                layers,
                heads,
                keyValueHeads,
                headWidth,
                1e-6,
                10_000,
                64,
                true,
                true,
                initializerRange);
    }
}
