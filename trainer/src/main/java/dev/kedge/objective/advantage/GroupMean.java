package dev.kedge.objective.advantage;

import dev.kedge.api.SettingException;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * {@code A = (r − mean of the group) / (deviation + ε)}.
 *
 * <p>GRPO, Shao et al. 2024, arXiv:2402.03300, section 4.1.2, divides by the group's deviation; Dr. GRPO, Liu et al.
 * 2025, arXiv:2503.20783, by nothing. Of a reward with parts the weighted sum is taken first; see
 * {@link NormalizedParts} for the other order.
 */
public final class GroupMean implements RolloutEstimator {

    /** The divisor of the centred reward. */
    public enum Deviation {
        /** Nothing: {@code A = r − mean}. */
        NONE,
        /** The group's deviation with {@code n − 1} in the denominator. */
        SAMPLE,
        /** The group's deviation with {@code n} in the denominator. */
        POPULATION,
        /** The deviation of all rewards of the step, with {@code n − 1} in the denominator. */
        BATCH
    }

    /**
     * The scaling of rewards.
     *
     * @param std the divisor
     * @param epsilon ε, added to the divisor
     * @param singleton what the reward of a group of one is compared with
     */
    public record Config(Deviation std, double epsilon, GroupOfOne singleton) {

        /** GRPO's choice, with the ε that is usual for it; a group of one has advantage 0. */
        public static final Config DEFAULT = new Config(Deviation.SAMPLE, 1e-4);

        /** Checks the range. */
        public Config {
            if (!(epsilon >= 0) || Double.isInfinite(epsilon)) {
                throw new SettingException("epsilon", "must be >= 0 and finite, got " + epsilon);
            }
        }

        /**
         * A group of one has advantage 0.
         *
         * @param std the divisor
         * @param epsilon ε, added to the divisor
         */
        public Config(Deviation std, double epsilon) {
            this(std, epsilon, GroupOfOne.ZERO);
        }
    }

    private final Config config;

    /**
     * An estimator.
     *
     * @param config how rewards are scaled
     */
    public GroupMean(Config config) {
        this.config = config;
    }

    @Override
    public Set<Requirement> requirements() {
        return config.singleton().requirements();
    }

    @Override
    public List<double[]> perRollout(List<ScoredGroup> groups) {
        List<double[]> rewards = groups.stream().map(ScoredGroup::rewards).toList();
        RewardStatistics batch = RewardStatistics.of(rewards);
        return rewards.stream().map(group -> ofGroup(group, batch)).toList();
    }

    private double[] ofGroup(double[] rewards, RewardStatistics batch) {
        RewardStatistics group = config.singleton().statistics(rewards);
        double divisor = divisor(group, batch);
        return DoubleStream.of(rewards)
                .map(reward -> reward == group.mean() ? 0 : (reward - group.mean()) / divisor)
                .toArray();
    }

    private double divisor(RewardStatistics group, RewardStatistics batch) {
        return switch (config.std()) {
            case NONE -> 1;
            case SAMPLE -> group.sampleDeviation() + config.epsilon();
            case POPULATION -> group.populationDeviation() + config.epsilon();
            case BATCH -> batch.sampleDeviation() + config.epsilon();
        };
    }
}
