package dev.kedge.objective.advantage;

import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * {@code A = (r − mean) / mean} over the group; 0 where the mean is not positive. For rewards of 0 and 1 the gradient
 * is that of the likelihood of a right answer, cut off at the order of the group size: rare successes weigh 1/p. MaxRL,
 * arXiv:2602.02710. Rewards should not be negative.
 */
public final class MaximumLikelihood implements GroupEstimator {

    public MaximumLikelihood() {}

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.GROUP);
    }

    @Override
    public double[] ofGroup(ScoredGroup group) {
        double[] rewards = group.rewards();
        double mean = RewardStatistics.of(rewards).mean();
        return DoubleStream.of(rewards)
                .map(reward -> mean > 0 ? (reward - mean) / mean : 0)
                .toArray();
    }
}
