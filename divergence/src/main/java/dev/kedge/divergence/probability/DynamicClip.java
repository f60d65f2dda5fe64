package dev.kedge.divergence.probability;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.ProbabilityCondition;

/**
 * The dynamic-adaptive clip of DCPO: {@code |(w - 1)·w·p| <= ε}, with its own ε on either side, within {@code 1/2 <= w
 * <= cap}.
 *
 * <p>{@code (w - 1)·w = e} has the roots {@code 1/2 ± sqrt(1 + 4e)/2}, and the upper of them is the one next to 1:
 *
 * <ul>
 *   <li>{@code e = εh/p} gives {@code high = 1/2 + sqrt(1 + 4 εh/p)/2}, cut at the cap;
 *   <li>{@code e = -εl/p} gives {@code low = 1/2 + sqrt(1 - 4 εl/p)/2}. At {@code p = 4 εl} this has come down to 1/2,
 *       where {@code (1 - w)·w} is largest: no w violates the inequality for rarer tokens, and DCPO leaves the bound at
 *       1/2.
 * </ul>
 *
 * <p>Yang et al. 2025, arXiv:2509.02333: {@code εl = 0.16}, {@code εh = 0.2}; the cap of 10 is in its published code.
 * The divergence here is the largest of the three parts, each in units of its room: {@code p·|(w-1)·w|/ε}, {@code 2(1 -
 * w)} and {@code (w - 1)/(cap - 1)}, with threshold 1.
 *
 * @param epsilonLow εl, finite, above 0
 * @param epsilonHigh εh, finite, above 0
 * @param cap largest ratio for any token, finite, above 1
 */
public record DynamicClip(double epsilonLow, double epsilonHigh, double cap) implements ProbabilityCondition {

    /** Name and formula. */
    public static final Definition DEFINITION = new Definition(
            "dcpo",
            "dynamic-adaptive clip (DCPO)",
            "-epsilon_low <= (w - 1) w p <= epsilon_high and 1/2 <= w <= cap",
            "Yang et al. 2025, arXiv:2509.02333");

    /** Checks that all sides leave room. */
    public DynamicClip {
        OldProbability.requirePositive("epsilonLow", epsilonLow);
        OldProbability.requirePositive("epsilonHigh", epsilonHigh);
        if (!(cap > 1 && cap < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("cap must be in (1, Infinity), got " + cap);
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
        double scaled = epsilonLow / OldProbability.of(oldLogProbability);
        if (Double.isNaN(scaled)) {
            return Double.NEGATIVE_INFINITY;
        }
        // 1 - low = (1 - sqrt(1 - 4e))/2, without the difference.
        double root = Math.sqrt(Math.max(1 - 4 * scaled, 0));
        return Math.log1p(-Math.min(2 * scaled / (1 + root), 0.5));
    }

    @Override
    public double logHigh(double oldLogProbability) {
        double scaled = epsilonHigh / OldProbability.of(oldLogProbability);
        if (Double.isNaN(scaled)) {
            return Double.POSITIVE_INFINITY;
        }
        double above = scaled < cap * cap ? 2 * scaled / (1 + Math.sqrt(1 + 4 * scaled)) : cap;
        return Math.log1p(Math.min(above, cap - 1));
    }

    @Override
    public double divergence(double oldLogProbability, double logRatio) {
        double gain = Math.expm1(logRatio);
        double moved = OldProbability.of(oldLogProbability) * gain * Math.exp(logRatio);
        return gain < 0 ? Math.max(-moved / epsilonLow, -2 * gain) : Math.max(moved / epsilonHigh, gain / (cap - 1));
    }

    @Override
    public String toString() {
        return DEFINITION.title() + ": -" + epsilonLow + " <= (w - 1) w p <= " + epsilonHigh + ", w <= " + cap;
    }
}
