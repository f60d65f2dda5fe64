package dev.kedge.train.recipe;

import dev.kedge.optim.AdamW;
import dev.kedge.optim.LearningRate;
import dev.kedge.optim.LearningRate.Schedule;

/**
 * How a batch of rollouts is turned into updates.
 *
 * @param epochs how often each rollout is used
 * @param miniBatches optimizer updates per epoch; the batch is shuffled and cut into so many parts
 * @param microBatchTokens padded tokens in one forward and backward pass; bounds memory, changes no gradient
 * @param gradientCheckpointing whether each layer's activations are made again in the backward pass: less memory, a
 *     third more time, the same gradients; in the warm start too
 * @param maxGradientNorm the L2 norm that a gradient is scaled down to
 * @param learningRate the schedule, counted in updates
 * @param adam constants of the optimizer
 * @param topTokens k, for divergences over the old policy's likeliest tokens
 * @param exactTokens tokens of a step whose exact divergence is measured in every update; 0 for none
 */
public record UpdateConfig(
        int epochs,
        int miniBatches,
        int microBatchTokens,
        boolean gradientCheckpointing,
        double maxGradientNorm,
        LearningRate.Config learningRate,
        AdamW.Config adam,
        int topTokens,
        int exactTokens) {

    /** Four updates per batch of rollouts, so that a divergence condition has something to act on. */
    public static final UpdateConfig DEFAULT = new UpdateConfig(
            1,
            4,
            16_384,
            false,
            1.0,
            new LearningRate.Config(1e-6, 0, Schedule.CONSTANT, 0),
            AdamW.Config.DEFAULT,
            20,
            64);

    public UpdateConfig {
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs must be >= 1, got " + epochs);
        }
        if (miniBatches < 1) {
            throw new IllegalArgumentException("mini_batches must be >= 1, got " + miniBatches);
        }
        if (microBatchTokens < 1) {
            throw new IllegalArgumentException("micro_batch_tokens must be >= 1, got " + microBatchTokens);
        }
        if (topTokens < 1) {
            throw new IllegalArgumentException("top_tokens must be >= 1, got " + topTokens);
        }
        if (exactTokens < 0) {
            throw new IllegalArgumentException("exact_tokens must be >= 0, got " + exactTokens);
        }
        if (!(maxGradientNorm > 0)) {
            throw new IllegalArgumentException("max_gradient_norm must be > 0, got " + maxGradientNorm);
        }
    }

    /**
     * Optimizer updates per batch of rollouts.
     *
     * @return {@code epochs · miniBatches}
     */
    public int updatesPerStep() {
        return epochs * miniBatches;
    }
}
