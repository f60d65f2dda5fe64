package dev.kedge.objective.weighting;

import dev.kedge.api.SettingException;
import dev.kedge.objective.input.UpdateTokens;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * All tokens but a few. Left out are {@code share} of all tokens, at least one, drawn at random from those
 *
 * <ul>
 *   <li>whose log-probability and advantage vary together strongly, with a covariance in {@code (low, high)}, because
 *       they are what lowers entropy;
 *   <li>and which no condition stops.
 * </ul>
 *
 * <p>Clip-Cov, Cui et al. 2025, arXiv:2505.22617.
 */
public final class ClipCovariance implements Selection {

    /**
     * The tokens that are left out.
     *
     * @param share of all tokens, in (0, 1]
     * @param low the covariance above which a token may be left out
     * @param high the covariance below which it may
     */
    public record Config(double share, double low, double high) {

        /** The published share and range. */
        public static final Config DEFAULT = new Config(2e-4, 1, 5);

        /** Checks the ranges. */
        public Config {
            if (!(share > 0 && share <= 1)) {
                throw new SettingException("share", "must be in (0, 1], got " + share);
            }
            if (!(low < high)) {
                throw new SettingException("low", "must be < high, got " + low + " and " + high);
            }
        }
    }

    private final Config config;

    /**
     * A selection.
     *
     * @param config what is left out
     */
    public ClipCovariance(Config config) {
        this.config = config;
    }

    @Override
    public double[][] select(UpdateTokens tokens, boolean[] stopped) {
        double[] covariances = tokens.covariances();
        int[] candidates = java.util.stream.IntStream.range(0, covariances.length)
                .filter(i -> !stopped[i] && covariances[i] > config.low() && covariances[i] < config.high())
                .toArray();
        int count = Math.min(candidates.length, Math.max(1, (int) (config.share() * covariances.length)));
        double[] kept = new double[covariances.length];
        Arrays.fill(kept, 1);
        SplittableRandom random = tokens.random();
        for (int i = 0; i < count; i++) {
            int other = i + random.nextInt(candidates.length - i);
            int chosen = candidates[other];
            candidates[other] = candidates[i];
            kept[chosen] = 0;
        }
        return tokens.shaped(kept);
    }

    @Override
    public boolean looksAtPolicy() {
        return true;
    }
}
