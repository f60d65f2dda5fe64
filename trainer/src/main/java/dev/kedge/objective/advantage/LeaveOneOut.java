package dev.kedge.objective.advantage;

import dev.kedge.api.Formerly;
import dev.kedge.api.SettingException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * {@code A = r − mean of the other rewards of the group = n/(n−1) · (r − mean)}: an unbiased baseline. RLOO, Ahmadian
 * et al. 2024, arXiv:2402.14740.
 */
public final class LeaveOneOut implements RolloutEstimator {

    /** Added to the deviation of the batch. */
    private static final double EPSILON = 1e-4;

    /**
     * The steps before and after the baseline.
     *
     * @param minReward rewards below it are raised to it, before a penalty is taken from them; empty: none is
     * @param maxReward rewards above it are lowered to it; empty: none is
     * @param whiten whether advantages are centred and divided by their deviation (n − 1, plus 1e-4) over the step
     * @param singleton what the reward of a group of one is compared with
     */
    public record Config(
            @Formerly("lowest_reward") OptionalDouble minReward,
            @Formerly("highest_reward") OptionalDouble maxReward,
            boolean whiten,
            GroupOfOne singleton) {

        /** Nothing but the baseline. */
        public static final Config DEFAULT =
                new Config(OptionalDouble.empty(), OptionalDouble.empty(), false, GroupOfOne.ZERO);

        /** Checks the range. */
        public Config {
            double low = minReward.orElse(Double.NEGATIVE_INFINITY);
            double high = maxReward.orElse(Double.POSITIVE_INFINITY);
            if (!(high >= low)) {
                throw new SettingException("maxReward", "must be >= min_reward, which is " + low + ", got " + high);
            }
        }
    }

    private final Config config;

    /**
     * An estimator.
     *
     * @param config what is done before and after
     */
    public LeaveOneOut(Config config) {
        this.config = config;
    }

    @Override
    public Set<Requirement> requirements() {
        return config.singleton().requirements();
    }

    @Override
    public List<double[]> perRollout(List<ScoredGroup> groups) {
        List<double[]> advantages = groups.stream().map(this::ofGroup).toList();
        if (!config.whiten()) {
            return advantages;
        }
        RewardStatistics batch = RewardStatistics.of(advantages);
        return advantages.stream()
                .map(group -> DoubleStream.of(group)
                        .map(advantage -> batch.standardized(advantage, EPSILON))
                        .toArray())
                .toList();
    }

    private double[] ofGroup(ScoredGroup group) {
        double[] rewards = group.rollouts().stream()
                .mapToDouble(rollout -> clipped(rollout.reward()) - rollout.penalty())
                .toArray();
        RewardStatistics statistics = config.singleton().statistics(rewards);
        double scale = statistics.count() < 2 ? 1 : (double) statistics.count() / (statistics.count() - 1);
        return DoubleStream.of(rewards)
                .map(reward -> scale * (reward - statistics.mean()))
                .toArray();
    }

    private double clipped(double reward) {
        double atLeast = config.minReward().isPresent()
                ? Math.max(reward, config.minReward().getAsDouble())
                : reward;
        return config.maxReward().isPresent()
                ? Math.min(atLeast, config.maxReward().getAsDouble())
                : atLeast;
    }
}
