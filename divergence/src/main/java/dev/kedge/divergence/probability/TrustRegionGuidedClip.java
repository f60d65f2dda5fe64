package dev.kedge.divergence.probability;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.ProbabilityCondition;

/**
 * The clip range of TRGPPO: all ratios that some policy within {@code KL(π_old || π) <= δ} can give the token, which
 * for discrete actions is the interval of {@link BinaryKl}, united with PPO's {@code 1 ± ε}. Never tighter than PPO.
 *
 * <p>Wang et al. 2019, arXiv:1901.10314. Its authors' code derives δ from ε only for Gaussian policies (for d action
 * dimensions, {@code δ = d(e^λ - 1 - λ)/2} with {@code λ = -2 log(1 + ε)/d}, so that the tightest upper bound is
 * {@code 1 + ε}); for discrete actions δ is a setting of its own, and it is one here. The default in the catalogue is
 * that formula at {@code d = 1}, {@code ε = 0.2}. Their code also rounds p to four digits within [0.01, 0.99] and looks
 * the bounds up; here they are solved for every p.
 *
 * <p>A token is infeasible if it exceeds both: its divergence is the smaller of {@code KL/δ} and {@code |w - 1|/ε},
 * with threshold 1.
 *
 * @param delta δ, finite, above 0
 * @param epsilon ε, finite, above 0
 */
public record TrustRegionGuidedClip(double delta, double epsilon) implements ProbabilityCondition {

    /** Name and formula. */
    public static final Definition DEFINITION = new Definition(
            "trgppo",
            "trust-region-guided clip (TRGPPO)",
            "p log(p/q) + (1 - p) log((1 - p)/(1 - q)) <= delta or |w - 1| <= epsilon",
            "Wang et al. 2019, arXiv:1901.10314");

    /** Checks both thresholds. */
    public TrustRegionGuidedClip {
        OldProbability.requirePositive("delta", delta);
        OldProbability.requirePositive("epsilon", epsilon);
    }

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    @Override
    public double threshold() {
        return 1;
    }

    @Override
    public double logLow(double oldLogProbability) {
        double ofClip = epsilon < 1 ? Math.log1p(-epsilon) : Double.NEGATIVE_INFINITY;
        return Math.min(ofClip, BinaryKl.logLow(delta, oldLogProbability));
    }

    @Override
    public double logHigh(double oldLogProbability) {
        return Math.max(Math.log1p(epsilon), BinaryKl.logHigh(delta, oldLogProbability));
    }

    @Override
    public double divergence(double oldLogProbability, double logRatio) {
        return Math.min(
                CoinDivergence.forwardKl(oldLogProbability, logRatio) / delta,
                Math.abs(Math.expm1(logRatio)) / epsilon);
    }

    @Override
    public String toString() {
        return DEFINITION.title() + ": KL <= " + delta + " or |w - 1| <= " + epsilon;
    }
}
