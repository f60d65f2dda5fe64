package dev.kedge.train.recipe;

import dev.kedge.config.Choice;
import dev.kedge.sampling.Sampler;

/**
 * What is sampled in a step.
 *
 * @param promptsPerStep prompts
 * @param groupSize completions of each prompt
 * @param curriculum which prompts are passed over: {@code none}, or {@code difficulty-pools}
 * @param sampling how tokens are drawn
 */
public record RolloutConfig(int promptsPerStep, int groupSize, Choice curriculum, Sampler.Config sampling) {

    /** Groups of eight at temperature 1. */
    public static final RolloutConfig DEFAULT = new RolloutConfig(32, 8, Choice.of("none"), Sampler.Config.DEFAULT);

    public RolloutConfig {
        if (promptsPerStep < 1) {
            throw new IllegalArgumentException("prompts_per_step must be >= 1, got " + promptsPerStep);
        }
        if (groupSize < 1) {
            throw new IllegalArgumentException("group_size must be >= 1, got " + groupSize);
        }
        if (!(sampling.temperature() > 0)) {
            throw new IllegalArgumentException(
                    "sampling.temperature must be > 0 in training, got " + sampling.temperature());
        }
    }
}
