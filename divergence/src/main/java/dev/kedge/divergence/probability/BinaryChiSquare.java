package dev.kedge.divergence.probability;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.ProbabilityCondition;

/**
 * Pearson's chi-square of two coins: {@code (q - p)² / (p (1 - p)) <= delta}, for ratios up to a cap.
 *
 * <p>{@code w} stays within {@code 1 ± sqrt(delta (1 - p)/p)}. There is no lower bound for {@code p <= delta/(1 +
 * delta)}; the upper bound ends at {@code 1/p}, which no ratio exceeds, and at the cap. The divergence of a ratio
 * beyond either is infinite.
 *
 * <p>BandPO, arXiv:2603.04918, proposition 4, with {@code delta = 0.05}; the cap of 10 is in its published trainer.
 *
 * @param delta largest divergence of one token, finite, above 0
 * @param cap largest ratio of any token, finite, above 1
 */
public record BinaryChiSquare(double delta, double cap) implements ProbabilityCondition {

    /** Name and formula. */
    public static final Definition DEFINITION = new Definition(
            "binary-chi2",
            "binary chi-square (BandPO)",
            "(q - p)^2 / (p (1 - p)) <= delta and w <= cap",
            "BandPO 2026, arXiv:2603.04918");

    /** Checks both numbers. */
    public BinaryChiSquare {
        OldProbability.requirePositive("delta", delta);
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
        return delta;
    }

    @Override
    public double logLow(double oldLogProbability) {
        double room = room(oldLogProbability);
        return room < 1 ? Math.log1p(-room) : Double.NEGATIVE_INFINITY;
    }

    @Override
    public double logHigh(double oldLogProbability) {
        double room = room(oldLogProbability);
        if (Double.isNaN(room)) {
            return Double.POSITIVE_INFINITY;
        }
        double certain = Math.max(-OldProbability.log(oldLogProbability), 0);
        return Math.min(Math.log1p(Math.min(room, cap - 1)), certain);
    }

    @Override
    public double divergence(double oldLogProbability, double logRatio) {
        if (logRatio == 0) {
            return 0;
        }
        double gain = Math.expm1(logRatio);
        if (OldProbability.log(oldLogProbability) + logRatio > 0 || gain > cap - 1) {
            return Double.POSITIVE_INFINITY;
        }
        double root = Math.abs(gain) * Math.sqrt(odds(oldLogProbability));
        return root * root;
    }

    /** {@code sqrt(delta (1 - p)/p)}; NaN for NaN. */
    private double room(double oldLogProbability) {
        return Math.sqrt(delta / odds(oldLogProbability));
    }

    /** {@code p/(1 - p)}, infinite for a certain token. */
    private static double odds(double oldLogProbability) {
        double log = OldProbability.log(oldLogProbability);
        // A difference, not a negation: at p = 1 the denominator is to be 0, not -0.
        return Math.exp(log) / (0 - Math.expm1(log));
    }

    @Override
    public String toString() {
        return DEFINITION.title() + ": (q - p)^2 / (p (1 - p)) <= " + delta + ", w <= " + cap;
    }
}
