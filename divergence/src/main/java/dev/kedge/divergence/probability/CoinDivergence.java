package dev.kedge.divergence.probability;

import dev.kedge.divergence.ratio.Kl3;
import dev.kedge.divergence.ratio.RatioMeasure;
import dev.kedge.divergence.ratio.ReverseKl;

/**
 * Divergences between two coins that show a face with probability {@code p} and {@code q = p·w}, from {@code log p} and
 * {@code x = log w}.
 *
 * <p>An f-divergence of coins is {@code p·φ(w) + (1 - p)·φ(v)}, with {@code v = (1 - q)/(1 - p)} the ratio of the other
 * face. Both terms are at least 0, so nothing cancels.
 */
final class CoinDivergence {

    private static final RatioMeasure KL3 = new Kl3();

    private static final RatioMeasure REVERSE_KL = new ReverseKl();

    private CoinDivergence() {}

    /**
     * Forward Kullback-Leibler.
     *
     * @param oldLogProbability {@code log p}
     * @param logRatio x
     * @return {@code KL(coin(p) || coin(q))}; infinite for {@code q >= 1} unless {@code x = 0}
     */
    static double forwardKl(double oldLogProbability, double logRatio) {
        double logOld = OldProbability.log(oldLogProbability);
        if (logRatio == 0) {
            return 0;
        }
        if (logOld + logRatio >= 0) {
            return Double.POSITIVE_INFINITY;
        }
        double old = Math.exp(logOld);
        double rest = -Math.expm1(logOld);
        if (old < OldProbability.NEGLIGIBLE) {
            double ofToken = old == 0 ? 0 : -old * logRatio;
            return ofToken - Math.log1p(-Math.exp(logOld + logRatio));
        }
        if (rest < OldProbability.NEGLIGIBLE) {
            return -logRatio;
        }
        return old * KL3.phi(logRatio) + rest * KL3.phi(otherLogRatio(old, rest, logRatio));
    }

    /**
     * Reverse Kullback-Leibler.
     *
     * @param oldLogProbability {@code log p}
     * @param logRatio x; above {@code -log p} it counts as that
     * @return {@code KL(coin(q) || coin(p))}
     */
    static double reverseKl(double oldLogProbability, double logRatio) {
        double logOld = OldProbability.log(oldLogProbability);
        if (logRatio == 0) {
            return 0;
        }
        if (logOld + logRatio >= 0) {
            return 0 - logOld;
        }
        double old = Math.exp(logOld);
        double rest = -Math.expm1(logOld);
        if (old < OldProbability.NEGLIGIBLE) {
            double now = Math.exp(logOld + logRatio);
            return now == 0 ? 0 : now * logRatio + (1 - now) * Math.log1p(-now);
        }
        if (rest < OldProbability.NEGLIGIBLE) {
            double restNow = -Math.expm1(logRatio);
            return restNow * (Math.log(restNow) - Math.log(rest)) + (restNow == 1 ? 0 : (1 - restNow) * logRatio);
        }
        return old * REVERSE_KL.phi(logRatio) + rest * REVERSE_KL.phi(otherLogRatio(old, rest, logRatio));
    }

    /** {@code log v = log((1 - q)/(1 - p))}, with {@code 1 - q = (1 - p) - p(w - 1)}. */
    private static double otherLogRatio(double old, double rest, double logRatio) {
        return Math.log1p(-Math.min(1, old / rest * Math.expm1(logRatio)));
    }
}
