package dev.kedge.benchmarks;

import dev.kedge.model.Decoder;
import dev.kedge.objective.Objective;
import dev.kedge.optim.AdamW;
import dev.kedge.optim.LearningRate;
import dev.kedge.optim.LearningRate.Schedule;
import dev.kedge.rollout.Sample;
import dev.kedge.sampling.SampledTokens;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import dev.kedge.train.internal.update.InnerUpdates;
import dev.kedge.train.internal.update.Learners;
import dev.kedge.train.internal.update.OldPolicy;
import dev.kedge.train.internal.update.SteeredObjective;
import dev.kedge.train.recipe.UpdateConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * Everything that a step of training does after its rollouts are sampled and judged, again and again on the same
 * rollouts.
 */
public final class UpdatePhase implements AutoCloseable {

    private static final int TOP_TOKENS = 20;
    private static final double MAX_NORM = 1;

    private final Decoder decoder;
    private final AdamW optimizer;
    private final Tensor initialWeights;
    private final List<Sample> samples = new ArrayList<>();
    private final int miniBatches;
    private final double learningRate;
    private long step;

    /**
     * The updates of a step.
     *
     * @param decoder what is trained
     * @param prompts token ids
     * @param groups the completions of each prompt; every other one is rewarded
     * @param miniBatches updates per step
     * @param learningRate of each update
     */
    public UpdatePhase(
            Decoder decoder,
            List<int[]> prompts,
            List<List<SampledTokens>> groups,
            int miniBatches,
            double learningRate) {
        this.decoder = decoder;
        this.optimizer =
                new AdamW(decoder.parameters().master(), decoder.parameters().gradient(), AdamW.Config.DEFAULT, 1);
        try (Scope scope = Scope.open()) {
            this.initialWeights = scope.own(decoder.parameters().master().clone());
        }
        this.miniBatches = miniBatches;
        this.learningRate = learningRate;
        for (int prompt = 0; prompt < prompts.size(); prompt++) {
            for (SampledTokens completion : groups.get(prompt)) {
                samples.add(MadeUpSamples.of(prompt, prompts.get(prompt), completion, samples.size()));
            }
        }
    }

    /**
     * The old policy is scored, and all updates of a step are made, from the first weights every time: rewards that
     * mean nothing would in the end make numbers that are none.
     *
     * @param objective what they maximize
     * @param exactTokens tokens of the step that are measured exactly
     * @return the share of tokens where a condition acted
     */
    public double run(Objective objective, int exactTokens) {
        UpdateConfig config = new UpdateConfig(
                1,
                miniBatches,
                1,
                UpdateConfig.DEFAULT.distribution(),
                UpdateConfig.DEFAULT.microBatchTokens(),
                UpdateConfig.DEFAULT.sharedPrompts(),
                UpdateConfig.DEFAULT.scoreFirstUpdate(),
                UpdateConfig.DEFAULT.gradientCheckpointing(),
                MAX_NORM,
                new LearningRate.Config(learningRate, 0, Schedule.CONSTANT, 0),
                AdamW.Config.DEFAULT,
                TOP_TOKENS,
                exactTokens);
        InnerUpdates updates = new InnerUpdates(
                config,
                SteeredObjective.fixed(objective),
                Learners.alone(decoder),
                Optional.empty(),
                optimizer,
                1.0,
                Long.MAX_VALUE,
                1);
        try (NoGradient guard = NoGradient.open();
                Scope scope = Scope.open()) {
            decoder.parameters().master().copy_(initialWeights);
            decoder.parameters().refresh();
        }
        step++;
        try (OldPolicy old = updates.oldPolicy(step, samples)) {
            return updates.run(step, old).values().getOrDefault("update/clip_fraction", 0.0);
        }
    }

    /**
     * How many tokens the updates of a step learn from.
     *
     * @return completion tokens
     */
    public int tokens() {
        return samples.stream().mapToInt(Sample::length).sum();
    }

    @Override
    public void close() {
        Scope.release(initialWeights);
        optimizer.close();
    }
}
