package dev.kedge.objective.response;

import dev.kedge.api.SettingException;

/**
 * The right completions of a group told from the wrong ones: {@code L = log(1 + Σ_{A>0} e^(−s_i/τ)) + log(1 + Σ_{A<0}
 * e^(s_i/τ))} with {@code s_i} the mean of x over the completion. {@code g = e^(−s_i/τ) / (τ·(1 + Σ_{A>0} e^(−s/τ)))}
 * where A is above 0, {@code −e^(s_i/τ) / (τ·(1 + Σ_{A<0} e^(s/τ)))} where it is below; nothing in a group that lacks
 * one. The softmax bounds the weights, so no condition is needed. With aggregation {@code sequence-mean} the loss is L
 * of each group, summed and divided by the number of sequences. REAL, arXiv:2602.05630; modelscope/ms-swift@3602360a.
 */
public final class GroupClassification extends GroupResponse {

    /**
     * The width of the softmax.
     *
     * @param temperature τ, above 0
     */
    public record Config(double temperature) {

        /** The published temperature. */
        public static final Config DEFAULT = new Config(0.5);

        /** Checks the range. */
        public Config {
            if (!(temperature > 0) || Double.isInfinite(temperature)) {
                throw new SettingException("temperature", "must be > 0 and finite, got " + temperature);
            }
        }
    }

    private final double temperature;

    /**
     * A response.
     *
     * @param config how wide the softmax is
     */
    public GroupClassification(Config config) {
        this.temperature = config.temperature();
    }

    @Override
    double[] weights(Member[] group) {
        double[] scores = new double[group.length];
        double logRight = 0;
        double logWrong = 0;
        boolean right = false;
        boolean wrong = false;
        for (int i = 0; i < group.length; i++) {
            scores[i] = -Math.signum(group[i].advantage()) * group[i].mean() / temperature;
            if (group[i].advantage() > 0) {
                logRight = logSum(logRight, scores[i]);
                right = true;
            } else if (group[i].advantage() < 0) {
                logWrong = logSum(logWrong, scores[i]);
                wrong = true;
            }
        }
        double[] weights = new double[group.length];
        for (int i = 0; i < group.length && right && wrong; i++) {
            double sign = Math.signum(group[i].advantage());
            weights[i] = sign * Math.exp(scores[i] - (sign > 0 ? logRight : logWrong)) / temperature;
        }
        return weights;
    }

    /** {@code log(e^a + e^b)}. */
    private static double logSum(double a, double b) {
        return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
    }
}
