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

    /** A builder that begins with {@link #DEFAULT}. */
    public static Builder builder() {
        return DEFAULT.toBuilder();
    }

    /** A builder that begins with these values. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** A collector of the values of a {@link RolloutConfig}, for those that are set by name. */
    public static final class Builder {

        private int promptsPerStep;
        private int groupSize;
        private Optional<Choice<DifficultyPoolsConfig>> curriculum;
        private int refill;
        private Participation truncated;
        private Participation failedVerdicts;
        private RepetitionConfig repetition;
        private int stalledAfter;
        private Sampler.Config sampling;

        private Builder(RolloutConfig from) {
            promptsPerStep = from.promptsPerStep();
            groupSize = from.groupSize();
            curriculum = from.curriculum();
            refill = from.refill();
            truncated = from.truncated();
            failedVerdicts = from.failedVerdicts();
            repetition = from.repetition();
            stalledAfter = from.stalledAfter();
            sampling = from.sampling();
        }

        /**
         * Sets {@code promptsPerStep}.
         *
         * @param value prompts
         */
        public Builder promptsPerStep(int value) {
            promptsPerStep = value;
            return this;
        }

        /**
         * Sets {@code groupSize}.
         *
         * @param value completions of each prompt
         */
        public Builder groupSize(int value) {
            groupSize = value;
            return this;
        }

        /**
         * Sets {@code curriculum}.
         *
         * @param value which prompts are passed over: {@code none}, or {@code difficulty-pools}
         */
        public Builder curriculum(Choice<DifficultyPoolsConfig> value) {
            curriculum = Optional.of(value);
            return this;
        }

        /**
         * Sets {@code refill}.
         *
         * @param value further groups that a step samples, at most, in place of those whose verdicts are all equal
         */
        public Builder refill(int value) {
            refill = value;
            return this;
        }

        /**
         * Sets {@code truncated}.
         *
         * @param value the part that a completion takes which the limit on new tokens cut off
         */
        public Builder truncated(Participation value) {
            truncated = value;
            return this;
        }

        /**
         * Sets {@code failedVerdicts}.
         *
         * @param value the part that a completion takes whose verifier failed or missed its deadline
         */
        public Builder failedVerdicts(Participation value) {
            failedVerdicts = value;
            return this;
        }

        /**
         * Sets {@code repetition}.
         *
         * @param value the filter for endless repetition
         */
        public Builder repetition(RepetitionConfig value) {
            repetition = value;
            return this;
        }

        /**
         * Sets {@code stalledAfter}.
         *
         * @param value steps in a row without a group to learn from, after which the run warns
         */
        public Builder stalledAfter(int value) {
            stalledAfter = value;
            return this;
        }

        /**
         * Sets {@code sampling}.
         *
         * @param value how tokens are drawn
         */
        public Builder sampling(Sampler.Config value) {
            sampling = value;
            return this;
        }

        /** The settings, checked. */
        public RolloutConfig build() {
            return new RolloutConfig(
                    promptsPerStep,
                    groupSize,
                    curriculum,
                    refill,
                    truncated,
                    failedVerdicts,
                    repetition,
                    stalledAfter,
                    sampling);
        }
    }
}
