package dev.kedge.benchmarks;

import dev.kedge.model.AdapterConfig;
import dev.kedge.model.LowRankAdapters;
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
import dev.kedge.tensor.ComputeType;
import dev.kedge.train.internal.update.InnerUpdates;
import dev.kedge.train.internal.update.Learners;
import dev.kedge.train.internal.update.OldPolicy;
import dev.kedge.train.internal.update.SteeredObjective;
import dev.kedge.train.recipe.UpdateConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One step of reinforcement learning on a checkpoint as large as it is: load, sample, two inner updates. What the
 * rewards are does not matter for time and memory: every other completion is rewarded.
 */
public final class FullSizeStep implements AutoCloseable {

    /** The weights that are trained. */
    public enum Way {
        /** Float32 weights, passes in bfloat16. */
        FULL,
        /** Everything but the moments in bfloat16. */
        BFLOAT16,
        /** Adapters of rank 16 on every matrix of the layers; the weights frozen in bfloat16. */
        LORA
    }

    private static final int PROMPTS = 4;
    private static final int PROMPT_TOKENS = 32;
    private static final int GROUP_SIZE = 4;
    private static final int NEW_TOKENS = 64;
    private static final UpdateConfig UPDATE = new UpdateConfig(
            1,
            2,
            1,
            UpdateConfig.DEFAULT.distribution(),
            1024,
            false,
            true,
            true,
            1.0,
            new LearningRate.Config(1e-6, 0, Schedule.CONSTANT, 0),
            AdamW.Config.DEFAULT,
            UpdateConfig.DEFAULT.topTokens(),
            UpdateConfig.DEFAULT.exactTokens());

    private final LoadedModel model;
    private final List<Sample> samples = new ArrayList<>();

    private FullSizeStep(LoadedModel model) {
        this.model = model;
    }

    /**
     * Loads a model.
     *
     * @param directory its folder
     * @param way what is trained
     * @return ready for a step
     */
    public static FullSizeStep load(Path directory, Way way) {
        ComputeType compute = ComputeType.BFLOAT16;
        if (way == Way.LORA) {
            LoadedModel base = ModelDirectory.load(directory, Precision.frozen(compute));
            return new FullSizeStep(base.with(LowRankAdapters.create(
                    base.decoder().config(), AdapterConfig.DEFAULT, Precision.master(compute), 1)));
        }
        ComputeType weights = way == Way.FULL ? ComputeType.FLOAT32 : compute;
        return new FullSizeStep(ModelDirectory.load(directory, new Precision(compute, weights, true)));
    }

    /** Samples four completions of 64 tokens for each of four prompts of 32 random tokens. */
    public void sample() {
        SplittableRandom random = new SplittableRandom(1);
        int vocabulary = model.decoder().config().vocabularySize();
        List<int[]> prompts = new ArrayList<>();
        for (int i = 0; i < PROMPTS; i++) {
            prompts.add(random.ints(PROMPT_TOKENS, 0, vocabulary).toArray());
        }
        Sampler sampler = new Sampler(
                model.decoder(), Set.of(), new Sampler.Config(NEW_TOKENS, 1.0, OptionalInt.empty(), 1.0, 16));
        List<List<SampledTokens>> groups =
                sampler.sample(prompts, GROUP_SIZE, new SamplingStreams(1, Purpose.ROLLOUT, 1));
        for (int prompt = 0; prompt < PROMPTS; prompt++) {
            for (SampledTokens completion : groups.get(prompt)) {
                samples.add(MadeUpSamples.of(prompt, prompts.get(prompt), completion, samples.size()));
            }
        }
    }

    /**
     * Scores the old policy at what was sampled and makes two updates with layers repeated in the backward pass, by
     * ATR-GRPO.
     *
     * @return the mean gradient norm of the updates, finite
     */
    public double update() {
        var trained = model.decoder().trained();
        try (AdamW optimizer = new AdamW(trained.master(), trained.gradient(), UPDATE.adam(), 1)) {
            InnerUpdates updates = new InnerUpdates(
                    UPDATE,
                    SteeredObjective.of(Preset.named("atr-grpo").objective()),
                    Learners.alone(model.decoder()),
                    Optional.empty(),
                    optimizer,
                    1.0,
                    1,
                    1);
            try (OldPolicy old = updates.oldPolicy(1, samples)) {
                return updates.run(1, old).values().getOrDefault("update/gradient_norm", Double.NaN);
            }
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
