package dev.kedge.objective.advantage;

import java.util.stream.DoubleStream;

/**
 * Count, mean and deviation of the rewards that apply (those that are not NaN).
 *
 * @param count how many apply
 * @param mean their mean; 0 if none applies
 * @param squaredDeviations {@code Σ (r − mean)²}
 */
record RewardStatistics(long count, double mean, double squaredDeviations) {

    static RewardStatistics of(double[] rewards) {
        long count = applicable(rewards).count();
        double mean = count == 0 ? 0 : applicable(rewards).sum() / count;
        double squares = applicable(rewards)
                .map(reward -> (reward - mean) * (reward - mean))
                .sum();
        return new RewardStatistics(count, mean, squares);
    }

    /** {@code √(Σ(r − mean)² / (n − 1))}; 0 for fewer than two rewards. */
    double sampleDeviation() {
        return count < 2 ? 0 : Math.sqrt(squaredDeviations / (count - 1));
    }

    /** {@code √(Σ(r − mean)² / n)}; 0 for no reward. */
    double populationDeviation() {
        return count == 0 ? 0 : Math.sqrt(squaredDeviations / count);
    }

    private static DoubleStream applicable(double[] rewards) {
        return DoubleStream.of(rewards).filter(reward -> !Double.isNaN(reward));
    }
}
