package dev.kedge.divergence.ratio;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;

/**
 * Half of Jeffreys' divergence, {@code φ(w) = (w-1) log(w) / 2}: the mean of forward and reverse Kullback-Leibler.
 *
 * <p>Jeffreys 1946; as a sample-level condition after Wu et al. 2026, arXiv:2602.05494. Textbooks write {@code (w-1)
 * log w}, which is {@code scaled(2)}.
 */
public record Jeffreys() implements RatioMeasure {

    private static final Definition DEFINITION = new Definition(
            "jeffreys",
            "half of the Jeffreys divergence",
            "(w - 1) log(w) / 2",
            "Jeffreys 1946; as a sample-level condition after Wu et al. 2026, arXiv:2602.05494");

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    @Override
    public double phi(double logRatio) {
        return Math.expm1(logRatio) * logRatio / 2;
    }

    @Override
    public double slope(double logRatio) {
        return (Math.expm1(logRatio) + logRatio * Math.exp(logRatio)) / 2;
    }

    @Override
    public LogInterval interval(double delta) {
        return LogRatioSolver.interval(this, delta);
    }
}
