package dev.kedge.objective.weighting;

import dev.kedge.api.SettingException;
import dev.kedge.objective.input.UpdateTokens;
import java.util.Arrays;

/**
 * The tokens where the old policy was least sure: those whose entropy is at least the {@code 1 − share} quantile over
 * the update (linear between order statistics). Wang et al. 2025, "Beyond the 80/20 rule", arXiv:2506.01939.
 */
public final class TopEntropy implements Selection {

    /**
     * The share of tokens that are kept.
     *
     * @param share of all tokens, in (0, 1]
     */
    public record Config(double share) {

        /** The published fifth. */
        public static final Config DEFAULT = new Config(0.2);

        /** Checks the range. */
        public Config {
            if (!(share > 0 && share <= 1)) {
                throw new SettingException("share", "must be in (0, 1], got " + share);
            }
        }
    }

    private final double share;

    /**
     * A selection.
     *
     * @param config how many tokens are kept
     */
    public TopEntropy(Config config) {
        this.share = config.share();
    }

    @Override
    public double[][] select(UpdateTokens tokens, boolean[] stopped) {
        double[] entropies = UpdateTokens.flat(tokens.oldEntropies());
        double threshold = quantile(entropies.clone(), 1 - share);
        return tokens.shaped(Arrays.stream(entropies)
                .map(entropy -> entropy >= threshold ? 1 : 0)
                .toArray());
    }

    @Override
    public boolean looksAtPolicy() {
        return false;
    }

    private static double quantile(double[] values, double share) {
        Arrays.sort(values);
        double place = share * (values.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, values.length - 1);
        return values[below] + (place - below) * (values[above] - values[below]);
    }
}
