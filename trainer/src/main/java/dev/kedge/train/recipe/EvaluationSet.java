package dev.kedge.train.recipe;

import dev.kedge.config.Choice;
import dev.kedge.task.Split;
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
        Choice task,
        Split split,
        Choice reward,
        int prompts,
        int samples,
        double temperature,
        OptionalInt topK,
        double topP,
        OptionalInt maxNewTokens,
        OptionalInt every) {

    /** The first 256 prompts of the task's test split, four samples each. */
    public static final EvaluationSet DEFAULT = new EvaluationSet(
            Choice.of("dataset"),
            Split.TEST,
            Choice.of("task"),
            256,
            4,
            1.0,
            OptionalInt.empty(),
            1.0,
            OptionalInt.empty(),
            OptionalInt.empty());

    public EvaluationSet {
        if (prompts < 1) {
            throw new IllegalArgumentException("prompts must be >= 1, got " + prompts);
        }
        if (samples < 1) {
            throw new IllegalArgumentException("samples must be >= 1, got " + samples);
        }
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("temperature must be > 0, got " + temperature);
        }
        if (every.isPresent() && every.getAsInt() < 1) {
            throw new IllegalArgumentException("every must be >= 1, got " + every.getAsInt());
        }
    }
}
