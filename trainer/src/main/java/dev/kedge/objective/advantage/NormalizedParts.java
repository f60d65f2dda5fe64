package dev.kedge.objective.advantage;

import dev.kedge.api.SettingException;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Each part of the reward is normalized within the group, {@code z = (part − mean) / (deviation + ε)}, before they are
 * summed: {@code s = Σ weight·z}; then {@code A = s / (deviation + ε)} over the step, where the mean of s is 0 because
 * that of every z is. A part of small variance is not drowned by a part of large variance. GDPO, arXiv:2601.05242.
 * Deviations have n − 1 in the denominator. {@link GroupMean} sums first.
 */
public final class NormalizedParts implements RolloutEstimator {

    /**
     * The scaling of parts and sums.
     *
     * @param epsilon ε, added to every deviation
     */
    public record Config(double epsilon) {

        /** TRL's choice. */
        public static final Config DEFAULT = new Config(1e-4);

        /** Checks the range. */
        public Config {
            if (!(epsilon >= 0) || Double.isInfinite(epsilon)) {
                throw new SettingException("epsilon", "must be >= 0 and finite, got " + epsilon);
            }
        }
    }

    private final Config config;

    /**
     * An estimator.
     *
     * @param config how parts and sums are scaled
     */
    public NormalizedParts(Config config) {
        this.config = config;
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.GROUP, Requirement.PLAIN_PARTS);
    }

    @Override
    public List<double[]> perRollout(List<ScoredGroup> groups) {
        List<double[]> sums = groups.stream().map(this::sums).toList();
        double divisor = RewardStatistics.of(sums).sampleDeviation() + config.epsilon();
        return sums.stream()
                .map(group -> DoubleStream.of(group)
                        .map(sum -> sum == 0 ? 0 : sum / divisor)
                        .toArray())
                .toList();
    }

    /** One per rollout; NaN where no verifier applied. */
    private double[] sums(ScoredGroup group) {
        double[] sums = group.rollouts().stream()
                .mapToDouble(rollout -> rollout.applies() ? 0 : Double.NaN)
                .toArray();
        double[] weights = group.weights().length == 0 ? new double[] {1} : group.weights();
        for (int part = 0; part < weights.length; part++) {
            double[] values = part(group, part);
            RewardStatistics statistics = RewardStatistics.of(values);
            for (int i = 0; i < sums.length; i++) {
                if (!Double.isNaN(values[i])) {
                    sums[i] += weights[part] * statistics.standardized(values[i], config.epsilon());
                }
            }
        }
        return sums;
    }

    private static double[] part(ScoredGroup group, int part) {
        return group.weights().length == 0
                ? group.rewards()
                : IntStream.range(0, group.size())
                        .mapToDouble(i -> group.rollouts().get(i).parts()[part])
                        .toArray();
    }
}
