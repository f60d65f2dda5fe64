package dev.kedge.objective.advantage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Count, mean and deviation of the rewards that apply (those that are not NaN).
 *
 * @param count how many apply
 * @param mean their mean; exactly their value if they are all equal, 0 if none applies
 * @param sampleDeviation {@code √(Σ(r − mean)² / (n − 1))}; 0 for fewer than two rewards
 * @param populationDeviation {@code √(Σ(r − mean)² / n)}; 0 for no reward
 */
record RewardStatistics(long count, double mean, double sampleDeviation, double populationDeviation) {

    /** What a single reward is compared with where it is not compared with itself: mean 0, deviation 1. */
    static final RewardStatistics STANDARD = new RewardStatistics(1, 0, 1, 1);

    static RewardStatistics of(double... rewards) {
        double[] applicable =
                DoubleStream.of(rewards).filter(reward -> !Double.isNaN(reward)).toArray();
        long count = applicable.length;
        double mean = mean(applicable);
        double squares = DoubleStream.of(applicable)
                .map(reward -> (reward - mean) * (reward - mean))
                .sum();
        return new RewardStatistics(
                count,
                mean,
                count < 2 ? 0 : Math.sqrt(squares / (count - 1)),
                count == 0 ? 0 : Math.sqrt(squares / count));
    }

    /** Over all values of several arrays. */
    static RewardStatistics of(List<double[]> arrays) {
        return of(arrays.stream().flatMapToDouble(Arrays::stream).toArray());
    }

    /** {@code (value − mean) / (sample deviation + ε)}; 0 for the mean itself. */
    double standardized(double value, double epsilon) {
        return value == mean ? 0 : (value - mean) / (sampleDeviation + epsilon);
    }

    private static double mean(double[] values) {
        if (values.length == 0) {
            return 0;
        }
        boolean equal = DoubleStream.of(values).allMatch(value -> value == values[0]);
        return equal ? values[0] : DoubleStream.of(values).sum() / values.length;
    }
}
