package dev.kedge.train.recipe;

import dev.kedge.api.Choice;
import dev.kedge.api.SettingException;
import dev.kedge.rollout.Participation;
import dev.kedge.sampling.Sampler;
import java.util.Optional;

/**
 * The rollouts of a step.
 *
 * @param promptsPerStep prompts
 * @param groupSize completions of each prompt
 * @param curriculum which prompts are passed over: {@code none}, or {@code difficulty-pools}
 * @param refill further groups that a step samples, at most, in place of those whose verdicts are all equal
 * @param truncated the part that a completion takes which the limit on new tokens cut off
 * @param failedVerdicts the part that a completion takes whose verifier failed or missed its deadline
 * @param repetition the filter for endless repetition
 * @param stalledAfter steps in a row without a group to learn from, after which the run warns
 * @param sampling how tokens are drawn
 */
public record RolloutConfig(
        int promptsPerStep,
        int groupSize,
        Optional<Choice<DifficultyPoolsConfig>> curriculum,
        int refill,
        Participation truncated,
        Participation failedVerdicts,
        RepetitionConfig repetition,
        int stalledAfter,
        Sampler.Config sampling) {

    /** Groups of eight at temperature 1. */
    public static final RolloutConfig DEFAULT = new RolloutConfig(
            32,
            8,
            Optional.empty(),
            0,
            Participation.TRAIN,
            Participation.EXCLUDE,
            RepetitionConfig.DEFAULT,
            5,
            Sampler.Config.DEFAULT);

    public RolloutConfig {
        if (promptsPerStep < 1) {
            throw new SettingException("promptsPerStep", "must be >= 1, got " + promptsPerStep);
        }
        if (groupSize < 1) {
            throw new SettingException("groupSize", "must be >= 1, got " + groupSize);
        }
        if (refill < 0) {
            throw new SettingException("refill", "must be >= 0, got " + refill);
        }
        if (stalledAfter < 1) {
            throw new SettingException("stalledAfter", "must be >= 1, got " + stalledAfter);
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
        return new RolloutConfig(
                value, groupSize, curriculum, refill, truncated, failedVerdicts, repetition, stalledAfter, sampling);
    }

    /**
     * The same with another {@code groupSize}.
     *
     * @param value completions of each prompt
     */
    public RolloutConfig withGroupSize(int value) {
        return new RolloutConfig(
                promptsPerStep,
                value,
                curriculum,
                refill,
                truncated,
                failedVerdicts,
                repetition,
                stalledAfter,
                sampling);
    }

    /**
     * The same with another {@code curriculum}.
     *
     * @param value which prompts are passed over: {@code none}, or {@code difficulty-pools}
     */
    public RolloutConfig withCurriculum(Optional<Choice<DifficultyPoolsConfig>> value) {
        return new RolloutConfig(
                promptsPerStep,
                groupSize,
                value,
                refill,
                truncated,
                failedVerdicts,
                repetition,
                stalledAfter,
                sampling);
    }

    /**
     * The same with another {@code refill}.
     *
     * @param value further groups that a step samples, at most, in place of those whose verdicts are all equal
     */
    public RolloutConfig withRefill(int value) {
        return new RolloutConfig(
                promptsPerStep,
                groupSize,
                curriculum,
                value,
                truncated,
                failedVerdicts,
                repetition,
                stalledAfter,
                sampling);
    }

    /**
     * The same with another {@code truncated}.
     *
     * @param value the part that a completion takes which the limit on new tokens cut off
     */
    public RolloutConfig withTruncated(Participation value) {
        return new RolloutConfig(
                promptsPerStep,
                groupSize,
                curriculum,
                refill,
                value,
                failedVerdicts,
                repetition,
                stalledAfter,
                sampling);
    }

    /**
     * The same with another {@code failedVerdicts}.
     *
     * @param value the part that a completion takes whose verifier failed or missed its deadline
     */
    public RolloutConfig withFailedVerdicts(Participation value) {
        return new RolloutConfig(
                promptsPerStep, groupSize, curriculum, refill, truncated, value, repetition, stalledAfter, sampling);
    }

    /**
     * The same with another {@code repetition}.
     *
     * @param value the filter for endless repetition
     */
    public RolloutConfig withRepetition(RepetitionConfig value) {
        return new RolloutConfig(
                promptsPerStep,
                groupSize,
                curriculum,
                refill,
                truncated,
                failedVerdicts,
                value,
                stalledAfter,
                sampling);
    }

    /**
     * The same with another {@code stalledAfter}.
     *
     * @param value steps in a row without a group to learn from, after which the run warns
     */
    public RolloutConfig withStalledAfter(int value) {
        return new RolloutConfig(
                promptsPerStep, groupSize, curriculum, refill, truncated, failedVerdicts, repetition, value, sampling);
    }

    /**
     * The same with another {@code sampling}.
     *
     * @param value how tokens are drawn
     */
    public RolloutConfig withSampling(Sampler.Config value) {
        return new RolloutConfig(
                promptsPerStep,
                groupSize,
                curriculum,
                refill,
                truncated,
                failedVerdicts,
                repetition,
                stalledAfter,
                value);
    }
}
