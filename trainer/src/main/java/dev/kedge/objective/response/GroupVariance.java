package dev.kedge.objective.response;

import dev.kedge.api.SettingException;
import java.util.Arrays;

/**
 * The log-ratios of a group's completions fitted to their rewards: {@code L = Σ_i ½·[β·(X_i − mean X) − (A_i − mean
 * A)]²/(n − 1)} with {@code X_i = Σ_t x_t}. {@code g = β·[(A_i − mean A) − β·(X_i − mean X)]/(n − 1)}; 0 in a group of
 * one. With aggregation {@code sequence-sum} the loss is L of each group, summed and divided by the number of
 * sequences. GVPO, arXiv:2504.19599; verl-recipe@48ea0a7, {@code gvpo}; there A is the reward.
 */
public final class GroupVariance extends GroupResponse {

    /**
     * The scale of the log-ratios.
     *
     * @param beta β, above 0
     */
    public record Config(double beta) {

        /** The published β. */
        public static final Config DEFAULT = new Config(0.1);

        /** Checks the range. */
        public Config {
            if (!(beta > 0) || Double.isInfinite(beta)) {
                throw new SettingException("beta", "must be > 0 and finite, got " + beta);
            }
        }
    }

    private final double beta;

    /**
     * A response.
     *
     * @param config the scale
     */
    public GroupVariance(Config config) {
        this.beta = config.beta();
    }

    @Override
    double[] weights(Member[] group) {
        double advantage =
                Arrays.stream(group).mapToDouble(Member::advantage).average().orElse(0);
        double sum = Arrays.stream(group).mapToDouble(Member::sum).average().orElse(0);
        return Arrays.stream(group)
                .mapToDouble(member -> group.length == 1
                        ? 0
                        : beta * (member.advantage() - advantage - beta * (member.sum() - sum)) / (group.length - 1))
                .toArray();
    }
}
