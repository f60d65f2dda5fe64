package dev.kedge.objective.advantage;

import dev.kedge.api.SettingException;
import java.util.Set;

/**
 * {@code A = (best − second best reward) / (deviation + ε)} for the best rollout of a group, 0 for all others: the
 * gradient of the best of k, with a leave-one-out baseline. Tang et al. 2025, arXiv:2503.19595, divided by the
 * deviation as verl does. Of several best rollouts the first is meant; the difference is then 0.
 */
public final class PassAtK implements GroupEstimator {

    /**
     * The scaling of the difference.
     *
     * @param normalize whether it is divided by the group's deviation (n − 1); the paper does not
     * @param epsilon ε, added to that deviation
     */
    public record Config(boolean normalize, double epsilon) {

        /** verl's choice. */
        public static final Config DEFAULT = new Config(true, 1e-6);

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
     * @param config how the difference is scaled
     */
    public PassAtK(Config config) {
        this.config = config;
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.GROUP);
    }

    @Override
    public double[] ofGroup(ScoredGroup group) {
        double[] rewards = group.rewards();
        double[] advantages = new double[rewards.length];
        double best = Double.NEGATIVE_INFINITY;
        double second = Double.NEGATIVE_INFINITY;
        int winner = 0;
        for (int i = 0; i < rewards.length; i++) {
            if (rewards[i] > best) {
                second = best;
                best = rewards[i];
                winner = i;
            } else if (rewards[i] > second) {
                second = rewards[i];
            }
        }
        if (best > second && Double.isFinite(second)) {
            double deviation = RewardStatistics.of(rewards).sampleDeviation();
            advantages[winner] = (best - second) / (config.normalize() ? deviation + config.epsilon() : 1);
        }
        return advantages;
    }
}
