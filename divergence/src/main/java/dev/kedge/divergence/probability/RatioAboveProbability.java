package dev.kedge.divergence.probability;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.ProbabilityCondition;
import dev.kedge.divergence.ratio.RatioClip;

/**
 * A ratio clip for tokens that the old policy gave at least some probability, and none for rarer ones: {@code 1 -
 * epsilonLow <= w <= 1 + epsilonHigh} where {@code p >= minProbability}.
 *
 * <p>A rare token's ratio is the noisiest, and moves little probability. The ablation of Stable-RL for total variation,
 * with 0.8 and 1.28 as bounds; which probability it starts from is not known to us.
 *
 * @param epsilonLow room below 1, finite, above 0; from 1 on there is no lower bound
 * @param epsilonHigh room above 1, finite, above 0
 * @param minProbability the smallest p to which the clip applies, in (0, 1)
 */
public record RatioAboveProbability(double epsilonLow, double epsilonHigh, double minProbability)
        implements ProbabilityCondition {

    /** Name and formula. */
    public static final Definition DEFINITION = new Definition(
            "ratio-above-probability",
            "ratio clip of tokens that are not rare",
            "p < min_probability or 1 - epsilon_low <= w <= 1 + epsilon_high",
            "Stable-RL, ablation for total variation");

    /** Checks that both sides leave room, and the probability. */
    public RatioAboveProbability {
        OldProbability.requirePositive("epsilonLow", epsilonLow);
        OldProbability.requirePositive("epsilonHigh", epsilonHigh);
        if (!(minProbability > 0 && minProbability < 1)) {
            throw new IllegalArgumentException("minProbability must be in (0, 1), got " + minProbability);
        }
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
        return applies(oldLogProbability) && epsilonLow < 1 ? Math.log1p(-epsilonLow) : Double.NEGATIVE_INFINITY;
    }

    @Override
    public double logHigh(double oldLogProbability) {
        return applies(oldLogProbability) ? Math.log1p(epsilonHigh) : Double.POSITIVE_INFINITY;
    }

    @Override
    public double divergence(double oldLogProbability, double logRatio) {
        return applies(oldLogProbability) ? new RatioClip(epsilonLow, epsilonHigh).divergence(logRatio) : 0;
    }

    @Override
    public String toString() {
        return DEFINITION.title() + ": 1 - " + epsilonLow + " <= w <= 1 + " + epsilonHigh + " where p >= "
                + minProbability;
    }

    private boolean applies(double oldLogProbability) {
        return oldLogProbability >= Math.log(minProbability);
    }
}
