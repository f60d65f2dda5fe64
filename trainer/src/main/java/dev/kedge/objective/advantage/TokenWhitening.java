package dev.kedge.objective.advantage;

import java.util.Arrays;
import java.util.List;

/**
 * The centring and scaling by the mean and the variance over all tokens of a step: {@code (x − mean) / √(variance +
 * 1e-8)}, with n − 1 in the denominator of the variance.
 *
 * @param statistics of the tokens
 */
record TokenWhitening(RewardStatistics statistics) {

    private static final double EPSILON = 1e-8;

    /** By the values of the tokens of each rollout; NaN does not count. */
    static TokenWhitening of(List<double[]> perRollout) {
        return new TokenWhitening(RewardStatistics.of(perRollout));
    }

    double apply(double value) {
        double deviation = statistics.sampleDeviation();
        return (value - statistics.mean()) / Math.sqrt(deviation * deviation + EPSILON);
    }

    double[] apply(double[] values) {
        return Arrays.stream(values).map(this::apply).toArray();
    }
}
