package dev.kedge.train.recipe;

import dev.kedge.api.Choice;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verifier;
import dev.kedge.task.Split;
import dev.kedge.task.TaskMaker;
import dev.kedge.task.Tasks;
import dev.kedge.verifiers.TaskVerifier;
import java.util.OptionalInt;

/**
 * A data set that is evaluated beside the run's own held-out prompts.
 *
 * @param task where its prompts come from
 * @param split which of them
 * @param reward who judges; {@code task} for the verifier that goes with its task
 * @param prompts how many, the first ones
 * @param samples completions per prompt for the sampled accuracy; the greedy one takes one
 * @param temperature of the sampled accuracy
 * @param topK sample from so many of the likeliest tokens only
 * @param topP sample from the likeliest tokens that together hold this probability
 * @param maxNewTokens the longest completion; absent: that of the rollouts
 * @param every steps between its evaluations; absent: as for the run's own
 */
public record EvaluationSet(
        Choice<TaskMaker> task,
        Split split,
        Choice<Verifier> reward,
        int prompts,
        int samples,
        double temperature,
        OptionalInt topK,
        double topP,
        OptionalInt maxNewTokens,
        OptionalInt every) {

    /** The first 256 prompts of the task's test split, four samples each. */
    public static final EvaluationSet DEFAULT = new EvaluationSet(
            Choice.of(Tasks.catalogue(ForeignKinds.none()).kind("dataset")),
            Split.TEST,
            Choice.of(TaskVerifier.KIND),
            256,
            4,
            1.0,
            OptionalInt.empty(),
            1.0,
            OptionalInt.empty(),
            OptionalInt.empty());

    public EvaluationSet {
        if (prompts < 1) {
            throw new SettingException("prompts", "must be >= 1, got " + prompts);
        }
        if (samples < 1) {
            throw new SettingException("samples", "must be >= 1, got " + samples);
        }
        if (!(temperature > 0)) {
            throw new SettingException("temperature", "must be > 0, got " + temperature);
        }
        if (every.isPresent() && every.getAsInt() < 1) {
            throw new SettingException("every", "must be >= 1, got " + every.getAsInt());
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

    /** A collector of the values of a {@link EvaluationSet}, for those that are set by name. */
    public static final class Builder {

        private Choice<TaskMaker> task;
        private Split split;
        private Choice<Verifier> reward;
        private int prompts;
        private int samples;
        private double temperature;
        private OptionalInt topK;
        private double topP;
        private OptionalInt maxNewTokens;
        private OptionalInt every;

        private Builder(EvaluationSet from) {
            task = from.task();
            split = from.split();
            reward = from.reward();
            prompts = from.prompts();
            samples = from.samples();
            temperature = from.temperature();
            topK = from.topK();
            topP = from.topP();
            maxNewTokens = from.maxNewTokens();
            every = from.every();
        }

        /**
         * Sets {@code task}.
         *
         * @param value where its prompts come from
         */
        public Builder task(Choice<TaskMaker> value) {
            task = value;
            return this;
        }

        /**
         * Sets {@code split}.
         *
         * @param value which of them
         */
        public Builder split(Split value) {
            split = value;
            return this;
        }

        /**
         * Sets {@code reward}.
         *
         * @param value who judges; {@code task} for the verifier that goes with its task
         */
        public Builder reward(Choice<Verifier> value) {
            reward = value;
            return this;
        }

        /**
         * Sets {@code prompts}.
         *
         * @param value how many, the first ones
         */
        public Builder prompts(int value) {
            prompts = value;
            return this;
        }

        /**
         * Sets {@code samples}.
         *
         * @param value completions per prompt for the sampled accuracy; the greedy one takes one
         */
        public Builder samples(int value) {
            samples = value;
            return this;
        }

        /**
         * Sets {@code temperature}.
         *
         * @param value of the sampled accuracy
         */
        public Builder temperature(double value) {
            temperature = value;
            return this;
        }

        /**
         * Sets {@code topK}.
         *
         * @param value sample from so many of the likeliest tokens only
         */
        public Builder topK(OptionalInt value) {
            topK = value;
            return this;
        }

        /**
         * Sets {@code topP}.
         *
         * @param value sample from the likeliest tokens that together hold this probability
         */
        public Builder topP(double value) {
            topP = value;
            return this;
        }

        /**
         * Sets {@code maxNewTokens}.
         *
         * @param value the longest completion; absent: that of the rollouts
         */
        public Builder maxNewTokens(OptionalInt value) {
            maxNewTokens = value;
            return this;
        }

        /**
         * Sets {@code every}.
         *
         * @param value steps between its evaluations; absent: as for the run's own
         */
        public Builder every(OptionalInt value) {
            every = value;
            return this;
        }

        /** The values together, checked. */
        public EvaluationSet build() {
            return new EvaluationSet(
                    task, split, reward, prompts, samples, temperature, topK, topP, maxNewTokens, every);
        }
    }
}
