package dev.kedge.benchmarks;

import dev.kedge.model.Precision;
import dev.kedge.model.hub.LoadedModel;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.objective.Preset;
import dev.kedge.optim.AdamW;
import dev.kedge.optim.LearningRate;
import dev.kedge.optim.LearningRate.Schedule;
import dev.kedge.random.Purpose;
import dev.kedge.rollout.Sample;
import dev.kedge.sampling.SampledTokens;
import dev.kedge.sampling.Sampler;
import dev.kedge.sampling.SamplingStreams;
import dev.kedge.tensor.Compute;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.Torch;
import dev.kedge.tensor.Workers;
import dev.kedge.train.internal.update.InnerUpdates;
import dev.kedge.train.internal.update.Learners;
import dev.kedge.train.internal.update.OldPolicy;
import dev.kedge.train.internal.update.SteeredObjective;
import dev.kedge.train.recipe.UpdateConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A step's two halves, sampling and updates, with one worker that has all threads beside several that share them, in
 * turns in one process.
 *
 * <pre>
 * benchmarks/workers MODEL_DIRECTORY [WORKERS]
 * </pre>
 */
public final class WorkersBenchmark {

    private static final int ROUNDS = 3;
    private static final int PROMPTS = 4;
    private static final int PROMPT_TOKENS = 100;
    private static final int GROUP_SIZE = 4;
    private static final int NEW_TOKENS = 24;
    private static final UpdateConfig UPDATE = UpdateConfig.builder()
            .miniBatches(2)
            .microBatchTokens(512)
            .sharedPrompts(true)
            .learningRate(new LearningRate.Config(1e-9, 0, Schedule.CONSTANT, 0))
            .build();

    private final LoadedModel model;
    private final AdamW optimizer;
    private final List<int[]> prompts = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private long step;

    private WorkersBenchmark(LoadedModel model, AdamW optimizer) {
        this.model = model;
        this.optimizer = optimizer;
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < PROMPTS; i++) {
            prompts.add(random.ints(PROMPT_TOKENS, 0, model.decoder().config().vocabularySize())
                    .toArray());
        }
    }

    /**
     * Prints seconds and ratios.
     *
     * @param arguments a model directory, and how many workers share the threads; one for each processor if not given
     */
    public static void main(String[] arguments) {
        int processors = Runtime.getRuntime().availableProcessors();
        int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : processors;
        Torch.setThreads(processors);
        Precision precision = Precision.master(ComputeType.FLOAT32);
        try (LoadedModel model = ModelDirectory.load(Path.of(arguments[0]), precision);
                AdamW optimizer = new AdamW(
                        model.decoder().trained().master(),
                        model.decoder().trained().gradient(),
                        AdamW.Config.DEFAULT,
                        1);
                Workers one = Workers.one();
                Workers several = Workers.of(count, Compute.cpu(processors));
                Learners alone = Learners.of(model.decoder(), one);
                Learners together = Learners.of(model.decoder(), several)) {
            WorkersBenchmark benchmark = new WorkersBenchmark(model, optimizer);
            Rounds sampling = Rounds.of(List.of(() -> benchmark.sample(one), () -> benchmark.sample(several)), ROUNDS);
            Rounds updates =
                    Rounds.of(List.of(() -> benchmark.update(alone), () -> benchmark.update(together)), ROUNDS);
            System.out.printf(
                    Locale.ROOT,
                    "%d prompts of %d tokens × %d completions of %d, %d threads, float32%n",
                    PROMPTS,
                    PROMPT_TOKENS,
                    GROUP_SIZE,
                    NEW_TOKENS,
                    processors);
            print("sampling", sampling, count);
            print("scoring and two updates", updates, count);
        }
    }

    private static void print(String what, Rounds rounds, int workers) {
        System.out.printf(
                Locale.ROOT,
                "%-24s 1 worker %.1f s, %d workers %.1f s, ratio %.2f (%.2f to %.2f)%n",
                what,
                rounds.wallSeconds(0).median(),
                workers,
                rounds.wallSeconds(1).median(),
                rounds.wallRatio(1).median(),
                rounds.wallRatio(1).low(),
                rounds.wallRatio(1).high());
    }

    private void sample(Workers workers) {
        Sampler sampler = new Sampler(
                model.decoder(), Set.of(), new Sampler.Config(NEW_TOKENS, 1.0, OptionalInt.empty(), 1.0, 256));
        List<List<SampledTokens>> groups =
                sampler.withWorkers(workers).sample(prompts, GROUP_SIZE, new SamplingStreams(1, Purpose.ROLLOUT, 1));
        samples.clear();
        for (int prompt = 0; prompt < PROMPTS; prompt++) {
            for (SampledTokens completion : groups.get(prompt)) {
                samples.add(MadeUpSamples.of(prompt, prompts.get(prompt), completion, samples.size()));
            }
        }
    }

    private void update(Learners learners) {
        InnerUpdates updates = new InnerUpdates(
                UPDATE,
                SteeredObjective.of(Preset.named("atr-grpo").objective()),
                learners,
                Optional.empty(),
                optimizer,
                1.0,
                Long.MAX_VALUE,
                1);
        step++;
        try (OldPolicy old = updates.oldPolicy(step, samples)) {
            updates.run(step, old);
        }
    }
}
