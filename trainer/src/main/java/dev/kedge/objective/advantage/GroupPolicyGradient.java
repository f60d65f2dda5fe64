package dev.kedge.objective.advantage;

import dev.kedge.api.SettingException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * {@code A = α·(r − mean of the group) / F}, {@code α = n / (rollouts whose reward is not 0)} over the step: few
 * rewards weigh more each. GPG, Chu et al. 2025, arXiv:2504.02546, in verl's form: the paper's α counts the rollouts of
 * groups whose rewards differ instead.
 */
public final class GroupPolicyGradient implements RolloutEstimator {

    /**
     * Settings.
     *
     * @param divisor F, positive
     * @param singleton what the reward of a group of one is compared with
     */
    public record Config(double divisor, GroupOfOne singleton) {

        /** F = 1, as in the paper. */
        public static final Config DEFAULT = new Config(1, GroupOfOne.ZERO);

        /** Checks the range. */
        public Config {
            if (!(divisor > 0) || Double.isInfinite(divisor)) {
                throw new SettingException("divisor", "must be > 0 and finite, got " + divisor);
            }
        }
    }

    private final Config config;

    /**
     * An estimator.
     *
     * @param config settings
     */
    public GroupPolicyGradient(Config config) {
        this.config = config;
    }

    @Override
    public Set<Requirement> requirements() {
        return config.singleton().requirements();
    }

    @Override
    public List<double[]> perRollout(List<ScoredGroup> groups) {
        List<double[]> rewards = groups.stream().map(ScoredGroup::rewards).toList();
        double scale = alpha(rewards) / config.divisor();
        return rewards.stream().map(group -> ofGroup(group, scale)).toList();
    }

    private static double alpha(List<double[]> groups) {
        double[] judged = groups.stream()
                .flatMapToDouble(Arrays::stream)
                .filter(reward -> !Double.isNaN(reward))
                .toArray();
        long rewarded = DoubleStream.of(judged).filter(reward -> reward != 0).count();
        return (double) judged.length / Math.max(1, rewarded);
    }

    private double[] ofGroup(double[] rewards, double scale) {
        double mean = config.singleton().statistics(rewards).mean();
        return DoubleStream.of(rewards).map(reward -> scale * (reward - mean)).toArray();
    }
}
