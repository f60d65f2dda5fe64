package dev.kedge.divergence.probability;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.ProbabilityCondition;

/**
 * Forward Kullback-Leibler of two coins, {@code KL(coin(p) || coin(q)) = p log(p/q) + (1-p) log((1-p)/(1-q)) <= δ}:
 * what is left of {@code KL(π_old || π)} when all one knows of the distributions is the sampled token's probability. It
 * bounds that divergence from below.
 *
 * <p>Two roots in w, no closed form; {@link ForwardTilt} finds them in about a quarter of a microsecond each, to a few
 * units in the last place of {@code log w}. The upper one lies below {@code 1/p}, the lower one above 0. For rare
 * tokens and a threshold {@code p·δ} they are those of KL3 at δ; at a constant threshold rare tokens may move by large
 * factors, {@code log w} down to about {@code -δ/p}, and likely ones hardly at all. At {@code p = 1} they are
 * {@code -δ} and 0.
 *
 * <p>Qi et al. 2026 (DPPO), arXiv:2602.04879, whose published run has {@code δ = 0.05}. The equation is that of
 * {@link TrustRegionGuidedClip} for discrete actions. In log space {@code 1 - q} has no digits left where q rounds to
 * 1; there the upper bound is {@code -log p}, which nothing exceeds.
 *
 * @param delta δ, finite, above 0
 */
public record BinaryKl(double delta) implements ProbabilityCondition {

    /** Name and formula. */
    public static final Definition DEFINITION = new Definition(
            "binary-kl",
            "binary KL(old || new) (DPPO)",
            "p log(p/q) + (1 - p) log((1 - p)/(1 - q)) <= delta",
            "Qi et al. 2026, arXiv:2602.04879; the equation: Wang et al. 2019, arXiv:1901.10314");

    /** Checks the threshold. */
    public BinaryKl {
        OldProbability.requirePositive("delta", delta);
    }

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    @Override
    public double threshold() {
        return delta;
    }

    @Override
    public double logLow(double oldLogProbability) {
        return logLow(delta, oldLogProbability);
    }

    @Override
    public double logHigh(double oldLogProbability) {
        return logHigh(delta, oldLogProbability);
    }

    @Override
    public double divergence(double oldLogProbability, double logRatio) {
        return CoinDivergence.forwardKl(oldLogProbability, logRatio);
    }

    @Override
    public String toString() {
        return DEFINITION.title() + ": KL <= " + delta;
    }

    static double logLow(double delta, double oldLogProbability) {
        double logOld = OldProbability.log(oldLogProbability);
        if (logOld < OldProbability.LOG_HALF) {
            double old = Math.exp(logOld);
            double scaled = delta / old;
            return old < OldProbability.NEGLIGIBLE || scaled == Double.POSITIVE_INFINITY
                    ? -scaled
                    : ForwardTilt.rareLogRatio(old, ForwardTilt.below(old, scaled));
        }
        double rest = -Math.expm1(logOld);
        double scaled = delta / rest;
        if (rest < OldProbability.NEGLIGIBLE || scaled == Double.POSITIVE_INFINITY) {
            return -delta;
        }
        return Double.isNaN(rest)
                ? Double.NEGATIVE_INFINITY
                : ForwardTilt.commonLogRatio(rest, scaled, ForwardTilt.above(rest, scaled));
    }

    static double logHigh(double delta, double oldLogProbability) {
        double logOld = OldProbability.log(oldLogProbability);
        if (logOld < OldProbability.LOG_HALF) {
            double old = Math.exp(logOld);
            double scaled = delta / old;
            return old < OldProbability.NEGLIGIBLE || scaled == Double.POSITIVE_INFINITY
                    ? Math.log(-Math.expm1(-delta)) - logOld
                    : ForwardTilt.rareLogRatio(old, ForwardTilt.above(old, scaled));
        }
        double rest = -Math.expm1(logOld);
        double scaled = delta / rest;
        if (rest < OldProbability.NEGLIGIBLE || scaled == Double.POSITIVE_INFINITY) {
            return 0 - logOld;
        }
        return Double.isNaN(rest)
                ? Double.POSITIVE_INFINITY
                : ForwardTilt.commonLogRatio(rest, scaled, ForwardTilt.below(rest, scaled));
    }
}
