package dev.kedge.divergence.probability;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.ProbabilityCondition;

/**
 * Total variation of two coins, with its own room on either side: {@code -epsilonLow <= q - p <= epsilonHigh}.
 *
 * <p>{@code w} stays within {@code [1 - epsilonLow/p, 1 + epsilonHigh/p]}: the rarer the token, the more it may move.
 * No lower bound for {@code p <= epsilonLow}. The upper bound passes {@code 1/p} for {@code p >= 1 - epsilonHigh},
 * where nothing can violate it. Its divergence is {@code |q - p|} in units of the room on that side, with threshold 1.
 *
 * <p>Qi et al. 2026 (DPPO), arXiv:2602.04879, with 0.15 on both sides in its published run; prime-rl has 0.2 and 0.2 as
 * its default, and 0.1 in its loss "ipo", which masks regardless of the sign of the advantage.
 *
 * @param epsilonLow how much probability a token may lose, finite, above 0
 * @param epsilonHigh how much probability a token may gain, finite, above 0
 */
public record BinaryTotalVariation(double epsilonLow, double epsilonHigh) implements ProbabilityCondition {

    /** Name and formula. */
    public static final Definition DEFINITION = new Definition(
            "binary-tv",
            "binary total variation (DPPO)",
            "-epsilon_low <= q - p <= epsilon_high",
            "Qi et al. 2026, arXiv:2602.04879");

    /** Checks that both sides leave room. */
    public BinaryTotalVariation {
        OldProbability.requirePositive("epsilonLow", epsilonLow);
        OldProbability.requirePositive("epsilonHigh", epsilonHigh);
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
        double room = epsilonLow / OldProbability.of(oldLogProbability);
        return room < 1 ? Math.log1p(-room) : Double.NEGATIVE_INFINITY;
    }

    @Override
    public double logHigh(double oldLogProbability) {
        double room = epsilonHigh / OldProbability.of(oldLogProbability);
        return room >= 0 ? Math.log1p(room) : Double.POSITIVE_INFINITY;
    }

    @Override
    public double divergence(double oldLogProbability, double logRatio) {
        double gain = OldProbability.of(oldLogProbability) * Math.expm1(logRatio);
        return gain < 0 ? -gain / epsilonLow : gain / epsilonHigh;
    }

    @Override
    public String toString() {
        return DEFINITION.title() + ": -" + epsilonLow + " <= q - p <= " + epsilonHigh;
    }
}
