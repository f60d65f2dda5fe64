package dev.kedge.objective.advantage;

import dev.kedge.api.SettingException;
import java.util.Arrays;
import java.util.Set;

/**
 * {@code A = r − V*} with the value of the best policy near the one sampled from, {@code V* = β·log mean e^(r/β)} over
 * the group; for large β the mean of the group, for small β its best reward. A*-PO, arXiv:2505.20686, which estimates
 * it once from samples of the reference policy; here it is of the step's group.
 */
public final class OptimalValue implements GroupEstimator {

    /**
     * The weight of staying near.
     *
     * @param beta β, above 0
     */
    public record Config(double beta) {

        /** One half. */
        public static final Config DEFAULT = new Config(0.5);

        /** Checks the range. */
        public Config {
            if (!(beta > 0) || Double.isInfinite(beta)) {
                throw new SettingException("beta", "must be > 0 and finite, got " + beta);
            }
        }
    }

    private final double beta;

    /**
     * An estimator.
     *
     * @param config the weight of staying near
     */
    public OptimalValue(Config config) {
        this.beta = config.beta();
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.GROUP);
    }

    @Override
    public double[] ofGroup(ScoredGroup group) {
        double[] rewards = group.rewards();
        double[] known =
                Arrays.stream(rewards).filter(reward -> !Double.isNaN(reward)).toArray();
        // Beside the largest reward, so that no exponential overflows and equal rewards have A = 0 to the last bit.
        double best = Arrays.stream(known).max().orElse(0);
        double mean = Arrays.stream(known)
                .map(reward -> Math.exp((reward - best) / beta))
                .average()
                .orElse(1);
        double value = best + beta * Math.log(mean);
        return Arrays.stream(rewards)
                .map(reward -> Double.isNaN(reward) ? 0 : reward - value)
                .toArray();
    }
}
