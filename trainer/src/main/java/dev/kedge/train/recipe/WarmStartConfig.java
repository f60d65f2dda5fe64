package dev.kedge.train.recipe;

import dev.kedge.optim.AdamW;
import dev.kedge.optim.LearningRate;
import dev.kedge.optim.LearningRate.Schedule;

/**
 * Settings of the supervised warm start.
 *
 * @param updates optimizer updates; none is 0
 * @param batchSize demonstrations per update
 * @param microBatchTokens padded tokens in one forward and backward pass
 * @param maxGradientNorm the L2 norm that a gradient is scaled down to
 * @param learningRate the schedule, counted in updates
 * @param adam constants of the optimizer
 * @param checkpointEvery updates between checkpoints within the warm start
 */
public record WarmStartConfig(
        int updates,
        int batchSize,
        int microBatchTokens,
        double maxGradientNorm,
        LearningRate.Config learningRate,
        AdamW.Config adam,
        int checkpointEvery) {

    /** No warm start. */
    public static final WarmStartConfig DEFAULT = new WarmStartConfig(
            0, 64, 16_384, 1.0, new LearningRate.Config(2e-3, 20, Schedule.COSINE, 0), AdamW.Config.DEFAULT, 200);

    public WarmStartConfig {
        if (updates < 0) {
            throw new IllegalArgumentException("updates must be >= 0, got " + updates);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch_size must be >= 1, got " + batchSize);
        }
        if (microBatchTokens < 1) {
            throw new IllegalArgumentException("micro_batch_tokens must be >= 1, got " + microBatchTokens);
        }
        if (!(maxGradientNorm > 0)) {
            throw new IllegalArgumentException("max_gradient_norm must be > 0, got " + maxGradientNorm);
        }
        if (checkpointEvery < 1) {
            throw new IllegalArgumentException("checkpoint_every must be >= 1, got " + checkpointEvery);
        }
    }
}
