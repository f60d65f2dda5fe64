package dev.kedge.train.recipe;

import dev.kedge.api.Choice;
import dev.kedge.api.SettingException;
import dev.kedge.sampling.Sampler;
import java.util.Optional;

/**
 * The rollouts of a step.
 *
 * @param promptsPerStep prompts
 * @param groupSize completions of each prompt
 * @param curriculum which prompts are passed over: {@code none}, or {@code difficulty-pools}
 * @param sampling how tokens are drawn
 */
public record RolloutConfig(
        int promptsPerStep,
        int groupSize,
        Optional<Choice<DifficultyPoolsConfig>> curriculum,
        Sampler.Config sampling) {

    /** Groups of eight at temperature 1. */
    public static final RolloutConfig DEFAULT = new RolloutConfig(32, 8, Optional.empty(), Sampler.Config.DEFAULT);

    public RolloutConfig {
        if (promptsPerStep < 1) {
            throw new SettingException("promptsPerStep", "must be >= 1, got " + promptsPerStep);
        }
        if (groupSize < 1) {
            throw new SettingException("groupSize", "must be >= 1, got " + groupSize);
        }
        if (!(sampling.temperature() > 0)) {
            throw new SettingException(
                    "sampling.temperature", "must be > 0 in training, got " + sampling.temperature());
        }
    }

    /**
     * The same with another {@code promptsPerStep}.
     *
     * @param value prompts
     */
    public RolloutConfig withPromptsPerStep(int value) {
        return new RolloutConfig(value, groupSize, curriculum, sampling);
    }

    /**
     * The same with another {@code groupSize}.
     *
     * @param value completions of each prompt
     */
    public RolloutConfig withGroupSize(int value) {
        return new RolloutConfig(promptsPerStep, value, curriculum, sampling);
    }

    /**
     * The same with another {@code curriculum}.
     *
     * @param value which prompts are passed over: {@code none}, or {@code difficulty-pools}
     */
    public RolloutConfig withCurriculum(Optional<Choice<DifficultyPoolsConfig>> value) {
        return new RolloutConfig(promptsPerStep, groupSize, value, sampling);
    }

    /**
     * The same with another {@code sampling}.
     *
     * @param value how tokens are drawn
     */
    public RolloutConfig withSampling(Sampler.Config value) {
        return new RolloutConfig(promptsPerStep, groupSize, curriculum, value);
    }
}
