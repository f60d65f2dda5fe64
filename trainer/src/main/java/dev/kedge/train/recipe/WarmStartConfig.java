package dev.kedge.train.recipe;

import dev.kedge.api.SettingException;
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
            throw new SettingException("updates", "must be >= 0, got " + updates);
        }
        if (batchSize < 1) {
            throw new SettingException("batchSize", "must be >= 1, got " + batchSize);
        }
        if (microBatchTokens < 1) {
            throw new SettingException("microBatchTokens", "must be >= 1, got " + microBatchTokens);
        }
        if (!(maxGradientNorm > 0)) {
            throw new SettingException("maxGradientNorm", "must be > 0, got " + maxGradientNorm);
        }
        if (checkpointEvery < 1) {
            throw new SettingException("checkpointEvery", "must be >= 1, got " + checkpointEvery);
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

    /** A collector of the values of a {@link WarmStartConfig}, for those that are set by name. */
    public static final class Builder {

        private int updates;
        private int batchSize;
        private int microBatchTokens;
        private double maxGradientNorm;
        private LearningRate.Config learningRate;
        private AdamW.Config adam;
        private int checkpointEvery;

        private Builder(WarmStartConfig from) {
            updates = from.updates();
            batchSize = from.batchSize();
            microBatchTokens = from.microBatchTokens();
            maxGradientNorm = from.maxGradientNorm();
            learningRate = from.learningRate();
            adam = from.adam();
            checkpointEvery = from.checkpointEvery();
        }

        /**
         * Sets {@code updates}.
         *
         * @param value optimizer updates; none is 0
         */
        public Builder updates(int value) {
            updates = value;
            return this;
        }

        /**
         * Sets {@code batchSize}.
         *
         * @param value demonstrations per update
         */
        public Builder batchSize(int value) {
            batchSize = value;
            return this;
        }

        /**
         * Sets {@code microBatchTokens}.
         *
         * @param value padded tokens in one forward and backward pass
         */
        public Builder microBatchTokens(int value) {
            microBatchTokens = value;
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
         * Sets {@code checkpointEvery}.
         *
         * @param value updates between checkpoints within the warm start
         */
        public Builder checkpointEvery(int value) {
            checkpointEvery = value;
            return this;
        }

        /** The values together, checked. */
        public WarmStartConfig build() {
            return new WarmStartConfig(
                    updates, batchSize, microBatchTokens, maxGradientNorm, learningRate, adam, checkpointEvery);
        }
    }
}
