package dev.kedge.train.recipe;

import dev.kedge.api.SettingException;
import dev.kedge.optim.AdamW;
import dev.kedge.optim.LearningRate;
import dev.kedge.optim.LearningRate.Schedule;

/**
 * The updates that a batch of rollouts is used for.
 *
 * @param epochs how often each rollout is used
 * @param miniBatches optimizer updates per epoch; the batch is shuffled and cut into so many parts
 * @param minSequences completions that an update is made from, at least, if the step has as many: with fewer left, it
 *     makes fewer updates than {@code miniBatches}
 * @param distribution what log-probabilities, entropies and divergences are of
 * @param microBatchTokens padded tokens in one forward and backward pass; bounds memory, changes no gradient
 * @param sharedPrompts whether what texts of a micro-batch begin with alike is read once for all of them (what all
 *     prompts begin with, each prompt, what completions of a prompt begin with), in place of once for each: the same
 *     gradients, up to rounding, for less work; mini-batches are then made of whole groups
 * @param scoreFirstUpdate whether the completions of a step's first update are scored before it, as all others are;
 *     without, the old log-probabilities are those that its own forward pass computes: the same numbers up to rounding,
 *     so that w is 1, for a quarter less work where a step makes one update. Where something needs them earlier, or
 *     more of the old policy than them, they are scored all the same; a step's exact tokens are drawn among those that
 *     are scored
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
        int minSequences,
        TrainedDistribution distribution,
        int microBatchTokens,
        boolean sharedPrompts,
        boolean scoreFirstUpdate,
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
            1,
            TrainedDistribution.SAMPLED,
            16_384,
            false,
            true,
            false,
            1.0,
            new LearningRate.Config(1e-6, 0, Schedule.CONSTANT, 0),
            AdamW.Config.DEFAULT,
            20,
            64);

    public UpdateConfig {
        if (epochs < 1) {
            throw new SettingException("epochs", "must be >= 1, got " + epochs);
        }
        if (miniBatches < 1) {
            throw new SettingException("miniBatches", "must be >= 1, got " + miniBatches);
        }
        if (minSequences < 1) {
            throw new SettingException("minSequences", "must be >= 1, got " + minSequences);
        }
        if (microBatchTokens < 1) {
            throw new SettingException("microBatchTokens", "must be >= 1, got " + microBatchTokens);
        }
        if (topTokens < 1) {
            throw new SettingException("topTokens", "must be >= 1, got " + topTokens);
        }
        if (exactTokens < 0) {
            throw new SettingException("exactTokens", "must be >= 0, got " + exactTokens);
        }
        if (!(maxGradientNorm > 0)) {
            throw new SettingException("maxGradientNorm", "must be > 0, got " + maxGradientNorm);
        }
    }

    /**
     * Optimizer updates in one epoch over some of a step's completions.
     *
     * @param sequences how many are left, at least 1
     * @return {@code miniBatches}, or as many as leave each {@code minSequences}; at least 1
     */
    public int updatesOf(int sequences) {
        return Math.max(1, Math.min(miniBatches, sequences / minSequences));
    }

    /**
     * Optimizer updates per batch of rollouts.
     *
     * @return {@code epochs · miniBatches}
     */
    public int updatesPerStep() {
        return epochs * miniBatches;
    }

    /** A builder that begins with {@link #DEFAULT}. */
    public static Builder builder() {
        return DEFAULT.toBuilder();
    }

    /** A builder that begins with these values. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** A collector of the values of a {@link UpdateConfig}, for those that are set by name. */
    public static final class Builder {

        private int epochs;
        private int miniBatches;
        private int minSequences;
        private TrainedDistribution distribution;
        private int microBatchTokens;
        private boolean sharedPrompts;
        private boolean scoreFirstUpdate;
        private boolean gradientCheckpointing;
        private double maxGradientNorm;
        private LearningRate.Config learningRate;
        private AdamW.Config adam;
        private int topTokens;
        private int exactTokens;

        private Builder(UpdateConfig from) {
            epochs = from.epochs();
            miniBatches = from.miniBatches();
            minSequences = from.minSequences();
            distribution = from.distribution();
            microBatchTokens = from.microBatchTokens();
            sharedPrompts = from.sharedPrompts();
            scoreFirstUpdate = from.scoreFirstUpdate();
            gradientCheckpointing = from.gradientCheckpointing();
            maxGradientNorm = from.maxGradientNorm();
            learningRate = from.learningRate();
            adam = from.adam();
            topTokens = from.topTokens();
            exactTokens = from.exactTokens();
        }

        /**
         * Sets {@code epochs}.
         *
         * @param value how often each rollout is used
         */
        public Builder epochs(int value) {
            epochs = value;
            return this;
        }

        /**
         * Sets {@code miniBatches}.
         *
         * @param value optimizer updates per epoch; the batch is shuffled and cut into so many parts
         */
        public Builder miniBatches(int value) {
            miniBatches = value;
            return this;
        }

        /**
         * Sets {@code minSequences}.
         *
         * @param value completions that an update is made from, at least, if the step has as many
         */
        public Builder minSequences(int value) {
            minSequences = value;
            return this;
        }

        /**
         * Sets {@code distribution}.
         *
         * @param value what log-probabilities, entropies and divergences are of
         */
        public Builder distribution(TrainedDistribution value) {
            distribution = value;
            return this;
        }

        /**
         * Sets {@code microBatchTokens}.
         *
         * @param value padded tokens in one forward and backward pass; bounds memory, changes no gradient
         */
        public Builder microBatchTokens(int value) {
            microBatchTokens = value;
            return this;
        }

        /**
         * Sets {@code sharedPrompts}.
         *
         * @param value whether what texts of a micro-batch begin with alike is read once for all of them; mini-batches
         *     are then made of whole groups
         */
        public Builder sharedPrompts(boolean value) {
            sharedPrompts = value;
            return this;
        }

        /**
         * Sets {@code scoreFirstUpdate}.
         *
         * @param value whether the completions of a step's first update are scored before it; without, its own forward
         *     pass gives the old log-probabilities
         */
        public Builder scoreFirstUpdate(boolean value) {
            scoreFirstUpdate = value;
            return this;
        }

        /**
         * Sets {@code gradientCheckpointing}.
         *
         * @param value whether each layer's activations are made again in the backward pass: less memory, a third more
         *     time, the same gradients; in the warm start too
         */
        public Builder gradientCheckpointing(boolean value) {
            gradientCheckpointing = value;
            return this;
        }

        /**
         * Sets {@code maxGradientNorm}.
         *
         * @param value the L2 norm that a gradient is scaled down to
         */
        public Builder maxGradientNorm(double value) {
            maxGradientNorm = value;
            return this;
        }

        /**
         * Sets {@code learningRate}.
         *
         * @param value the schedule, counted in updates
         */
        public Builder learningRate(LearningRate.Config value) {
            learningRate = value;
            return this;
        }

        /**
         * Sets {@code adam}.
         *
         * @param value constants of the optimizer
         */
        public Builder adam(AdamW.Config value) {
            adam = value;
            return this;
        }

        /**
         * Sets {@code topTokens}.
         *
         * @param value k, for divergences over the old policy's likeliest tokens
         */
        public Builder topTokens(int value) {
            topTokens = value;
            return this;
        }

        /**
         * Sets {@code exactTokens}.
         *
         * @param value tokens of a step whose exact divergence is measured in every update; 0 for none
         */
        public Builder exactTokens(int value) {
            exactTokens = value;
            return this;
        }

        /** The values together, checked. */
        public UpdateConfig build() {
            return new UpdateConfig(
                    epochs,
                    miniBatches,
                    minSequences,
                    distribution,
                    microBatchTokens,
                    sharedPrompts,
                    scoreFirstUpdate,
                    gradientCheckpointing,
                    maxGradientNorm,
                    learningRate,
                    adam,
                    topTokens,
                    exactTokens);
        }
    }
}
