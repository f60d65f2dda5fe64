package dev.kedge.divergence.probability;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.ProbabilityCondition;

/**
 * Reverse Kullback-Leibler of two coins, {@code KL(coin(q) || coin(p)) = q log(q/p) + (1-q) log((1-q)/(1-p)) <= δ}. It
 * bounds {@code KL(π || π_old)} from below.
 *
 * <p>Two roots in w, no closed form; {@link ReverseTilt} finds them. Unlike the forward divergence this one stays
 * finite where a probability goes to 0 or 1: there is no lower bound for {@code δ >= -log(1 - p)}, which is nearly
 * {@code p <= δ}, and no upper one for {@code δ >= -log p}. At {@code p = 1} no decrease is allowed at all: what never
 * happened costs infinitely much.
 *
 * <p>The mirror image of the condition of Qi et al. 2026, arXiv:2602.04879; not published by itself as far as we know.
 *
 * @param delta δ, finite, above 0
 */
public record BinaryReverseKl(double delta) implements ProbabilityCondition {

    /** Name and formula. */
    public static final Definition DEFINITION = new Definition(
            "binary-kl-reverse",
            "binary KL(new || old)",
            "q log(q/p) + (1 - q) log((1 - q)/(1 - p)) <= delta",
            "the mirror image of the condition of Qi et al. 2026, arXiv:2602.04879");

    /** Checks the threshold. */
    public BinaryReverseKl {
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
        double logOld = OldProbability.log(oldLogProbability);
        if (logOld < OldProbability.LOG_HALF) {
            return logOld == Double.NEGATIVE_INFINITY
                    ? logOld
                    : ReverseTilt.rareLogRatio(logOld, ReverseTilt.below(logOld, delta));
        }
        double logRest = Math.log(-Math.expm1(logOld));
        if (Double.isNaN(logRest) || delta >= -logRest) {
            return Double.NEGATIVE_INFINITY;
        }
        return logOld == 0 ? 0 : ReverseTilt.commonLogRatio(logRest, ReverseTilt.above(logRest, delta));
    }

    @Override
    public double logHigh(double oldLogProbability) {
        double logOld = OldProbability.log(oldLogProbability);
        if (Double.isNaN(logOld) || delta >= -logOld) {
            return logOld == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        if (logOld < OldProbability.LOG_HALF) {
            return logOld == Double.NEGATIVE_INFINITY
                    ? Double.POSITIVE_INFINITY
                    : ReverseTilt.rareLogRatio(logOld, ReverseTilt.above(logOld, delta));
        }
        double logRest = Math.log(-Math.expm1(logOld));
        return ReverseTilt.commonLogRatio(logRest, ReverseTilt.below(logRest, delta));
    }

    @Override
    public double divergence(double oldLogProbability, double logRatio) {
        return CoinDivergence.reverseKl(oldLogProbability, logRatio);
    }

    @Override
    public String toString() {
        return DEFINITION.title() + ": KL <= " + delta;
    }
}
