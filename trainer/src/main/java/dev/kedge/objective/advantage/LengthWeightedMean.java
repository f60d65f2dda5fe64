package dev.kedge.objective.advantage;

import java.util.Set;

/**
 * {@code A = r − Σ L·r / Σ L} over the group, L the length of a completion: the baseline of least variance if the
 * squared gradient of a completion grows with its length. OPO, Hao et al. 2025, arXiv:2505.23585.
 */
public final class LengthWeightedMean implements GroupEstimator {

    /**
     * Settings.
     *
     * @param singleton what the reward of a group of one is compared with
     */
    public record Config(GroupOfOne singleton) {

        /** A group of one has advantage 0. */
        public static final Config DEFAULT = new Config(GroupOfOne.ZERO);
    }

    private final GroupOfOne singleton;

    /**
     * An estimator.
     *
     * @param config settings
     */
    public LengthWeightedMean(Config config) {
        this.singleton = config.singleton();
    }

    @Override
    public Set<Requirement> requirements() {
        return singleton.requirements();
    }

    @Override
    public double[] ofGroup(ScoredGroup group) {
        double[] rewards = group.rewards();
        RewardStatistics statistics = singleton.statistics(rewards);
        double baseline = statistics.sampleDeviation() > 0 && statistics.count() > 1
                ? weightedMean(group, rewards)
                : statistics.mean();
        double[] advantages = new double[rewards.length];
        for (int i = 0; i < rewards.length; i++) {
            advantages[i] = rewards[i] - baseline;
        }
        return advantages;
    }

    private static double weightedMean(ScoredGroup group, double[] rewards) {
        double sum = 0;
        long lengths = 0;
        for (int i = 0; i < rewards.length; i++) {
            if (!Double.isNaN(rewards[i])) {
                sum += group.rollouts().get(i).length() * rewards[i];
                lengths += group.rollouts().get(i).length();
            }
        }
        return sum / lengths;
    }
}
