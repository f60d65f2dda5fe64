package dev.kedge.divergence.probability;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.ProbabilityCondition;

/**
 * The union of {@link BinaryChiSquare} and a clip: {@code (q - p)² / (p (1 - p)) <= delta and w <= cap}, or {@code 1 -
 * epsilonLow <= w <= 1 + epsilonHigh}. A likely token then keeps at least the room that a clip would give it.
 *
 * <p>The option {@code relax} of BandPO, arXiv:2603.04918, in its published code, with [0.8, 1.28]. The divergence here
 * is the smaller of the two parts, each in units of its room, with threshold 1.
 *
 * @param delta largest divergence of one token, finite, above 0
 * @param epsilonLow room below 1 that every token has, finite, above 0
 * @param epsilonHigh room above 1 that every token has, finite, above 0
 * @param cap largest ratio that the divergence allows, finite, above 1
 */
public record RelaxedBinaryChiSquare(double delta, double epsilonLow, double epsilonHigh, double cap)
        implements ProbabilityCondition {

    /** Name and formula. */
    public static final Definition DEFINITION = new Definition(
            "binary-chi2-relaxed",
            "binary chi-square or a clip (BandPO, relaxed)",
            "(q - p)^2 / (p (1 - p)) <= delta and w <= cap, or 1 - epsilon_low <= w <= 1 + epsilon_high",
            "BandPO 2026, arXiv:2603.04918");

    /** Checks all numbers. */
    public RelaxedBinaryChiSquare {
        OldProbability.requirePositive("epsilonLow", epsilonLow);
        OldProbability.requirePositive("epsilonHigh", epsilonHigh);
        new BinaryChiSquare(delta, cap);
    }

    private BinaryChiSquare band() {
        return new BinaryChiSquare(delta, cap);
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
        double ofClip = epsilonLow < 1 ? Math.log1p(-epsilonLow) : Double.NEGATIVE_INFINITY;
        return Math.min(ofClip, band().logLow(oldLogProbability));
    }

    @Override
    public double logHigh(double oldLogProbability) {
        return Math.max(Math.log1p(epsilonHigh), band().logHigh(oldLogProbability));
    }

    @Override
    public double divergence(double oldLogProbability, double logRatio) {
        double gain = Math.expm1(logRatio);
        double ofClip = gain < 0 ? -gain / epsilonLow : gain / epsilonHigh;
        return Math.min(band().divergence(oldLogProbability, logRatio) / delta, ofClip);
    }

    @Override
    public String toString() {
        return DEFINITION.title() + ": (q - p)^2 / (p (1 - p)) <= " + delta + ", w <= " + cap + ", or "
                + (1 - epsilonLow) + " <= w <= " + (1 + epsilonHigh);
    }
}
