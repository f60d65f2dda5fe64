package dev.kedge.objective.input;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Every token of one optimizer update, before its first backward pass: what thresholds that adapt to the batch are
 * computed from. They see the whole update, never a micro-batch, so that gradients do not depend on how it is cut.
 *
 * <p>Arrays are {@code [sequence][token]}, of one shape.
 *
 * @param logprobs under the policy as it stands
 * @param oldLogprobs under the policy at the start of the inner updates
 * @param samplingLogprobs under the distribution they were sampled from; rows may be empty if nobody asks for them
 * @param oldEntropies of the old policy's next-token distributions, in nats
 * @param advantages of each token
 * @param groups the number of the prompt of each sequence
 * @param seed for random choices among the tokens
 */
public record UpdateTokens(
        double[][] logprobs,
        double[][] oldLogprobs,
        double[][] samplingLogprobs,
        double[][] oldEntropies,
        double[][] advantages,
        long[] groups,
        long seed) {

    /**
     * The places of the sequences of each prompt.
     *
     * @return in the order in which prompts first appear
     */
    public List<int[]> groupMembers() {
        return Arrays.stream(groups)
                .distinct()
                .mapToObj(group -> IntStream.range(0, groups.length)
                        .filter(i -> groups[i] == group)
                        .toArray())
                .toList();
    }

    /**
     * The same tokens with other log-probabilities to compare with.
     *
     * @param values {@code [sequence][token]}
     * @return a copy
     */
    public UpdateTokens withOldLogprobs(double[][] values) {
        return new UpdateTokens(logprobs, values, samplingLogprobs, oldEntropies, advantages, groups, seed);
    }

    /**
     * How many tokens there are.
     *
     * @return the sum of the lengths
     */
    public int count() {
        return Arrays.stream(logprobs).mapToInt(row -> row.length).sum();
    }

    /**
     * The log importance ratios {@code x = log w}.
     *
     * @return flat, in order
     */
    public double[] logRatios() {
        return difference(logprobs, oldLogprobs);
    }

    /**
     * The log-ratios of trainer to sampler, {@code log ρ}.
     *
     * @return flat, in order
     */
    public double[] samplerLogRatios() {
        return difference(oldLogprobs, samplingLogprobs);
    }

    private static double[] difference(double[][] above, double[][] below) {
        double[] difference = flat(above);
        double[] subtracted = flat(below);
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= subtracted[i];
        }
        return difference;
    }

    /**
     * Puts an array of one value per token behind another.
     *
     * @param perToken {@code [sequence][token]}
     * @return flat, in order
     */
    public static double[] flat(double[][] perToken) {
        return Arrays.stream(perToken).flatMapToDouble(DoubleStream::of).toArray();
    }

    /**
     * Cuts a flat array into the shape of the tokens.
     *
     * @param flat one value per token
     * @return {@code [sequence][token]}
     */
    public double[][] shaped(double[] flat) {
        double[][] rows = new double[logprobs.length][];
        int start = 0;
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(flat, start, start + logprobs[row].length);
            start += logprobs[row].length;
        }
        return rows;
    }

    /**
     * How much each token's log-probability and advantage vary together: {@code (log π − mean log π)·(A − mean A)},
     * means over all tokens. Cui et al. 2025, arXiv:2505.22617.
     *
     * @return flat, in order
     */
    public double[] covariances() {
        double[] logprob = flat(logprobs);
        double[] advantage = flat(advantages);
        double meanLogprob = Arrays.stream(logprob).average().orElse(0);
        double meanAdvantage = Arrays.stream(advantage).average().orElse(0);
        for (int i = 0; i < logprob.length; i++) {
            logprob[i] = (logprob[i] - meanLogprob) * (advantage[i] - meanAdvantage);
        }
        return logprob;
    }

    /**
     * Randomness that belongs to this update.
     *
     * @return a generator at its start
     */
    public SplittableRandom random() {
        return new SplittableRandom(seed);
    }
}
