package dev.kedge.objective.advantage;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * {@code A = r − mean of the other rewards of the group = n/(n−1) · (r − mean)}: an unbiased baseline. RLOO, Ahmadian et
 * al. 2024, arXiv:2402.14740. A group of one has advantage 0.
 */
public final class LeaveOneOut implements AdvantageEstimator {

    /** The estimator has no settings. */
    public LeaveOneOut() {}

    @Override
    public List<double[]> advantages(List<double[]> groups) {
        return groups.stream().map(LeaveOneOut::ofGroup).toList();
    }

    private static double[] ofGroup(double[] rewards) {
        RewardStatistics group = RewardStatistics.of(rewards);
        double scale = group.count() < 2 ? 0 : (double) group.count() / (group.count() - 1);
        return DoubleStream.of(rewards)
                .map(reward -> Double.isNaN(reward) ? 0 : scale * (reward - group.mean()))
                .toArray();
    }
}
