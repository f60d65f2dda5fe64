package dev.kedge.divergence.probability;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.ProbabilityCondition;
import dev.kedge.divergence.ratio.Kl3;

/**
 * KL3 weighted with the old probability, {@code p·(w - 1 - log w) <= δ}: the sampled token's share of {@code KL(π_old
 * || π)}, while KL3 by itself lets every token use the whole budget. The interval is that of KL3 at {@code δ/p}.
 *
 * <p>For small p it agrees with {@link BinaryKl} to first order in p; for likely tokens it is wider, as it does not
 * count what the other tokens lose or gain. Ours; after the condition of Wu et al. 2026, arXiv:2602.05494.
 *
 * @param delta δ, finite, above 0
 */
public record ProbabilityKl3(double delta) implements ProbabilityCondition {

    /** Name and formula. */
    public static final Definition DEFINITION = new Definition(
            "probability-kl3",
            "KL3 weighted with the old probability",
            "p (w - 1 - log w) <= delta",
            "ours; after Wu et al. 2026, arXiv:2602.05494");

    /** From here on 1 and log w are nothing beside δ/p. */
    private static final double LARGE = 1 / OldProbability.NEGLIGIBLE;

    private static final Kl3 KL3 = new Kl3();

    /** Checks the threshold. */
    public ProbabilityKl3 {
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
        double scaled = delta / OldProbability.of(oldLogProbability);
        if (Double.isNaN(scaled)) {
            return Double.NEGATIVE_INFINITY;
        }
        return scaled < LARGE ? ForwardTilt.below(0, scaled) : -scaled;
    }

    @Override
    public double logHigh(double oldLogProbability) {
        double scaled = delta / OldProbability.of(oldLogProbability);
        if (Double.isNaN(scaled)) {
            return Double.POSITIVE_INFINITY;
        }
        return scaled < LARGE ? ForwardTilt.above(0, scaled) : Math.log(scaled);
    }

    @Override
    public double divergence(double oldLogProbability, double logRatio) {
        double old = OldProbability.of(oldLogProbability);
        return old == 0 ? 0 : old * KL3.phi(logRatio);
    }

    @Override
    public String toString() {
        return DEFINITION.title() + ": p (w - 1 - log w) <= " + delta;
    }
}
