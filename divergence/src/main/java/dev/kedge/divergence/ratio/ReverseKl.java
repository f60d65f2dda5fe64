package dev.kedge.divergence.ratio;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;

/**
 * Reverse Kullback-Leibler, {@code φ(w) = w log w - w + 1}: mean {@code KL(π || π_old)} under the old policy.
 *
 * <p>No lower bound from {@code δ = φ(0) = 1} on. Kullback and Leibler 1951; as a sample-level condition after Wu et
 * al. 2026, arXiv:2602.05494. The Cressie-Read member {@code α = 1}.
 */
public record ReverseKl() implements RatioMeasure {

    private static final Definition DEFINITION = new Definition(
            "reverse-kl",
            "single-sample KL(new || old)",
            "w log w - w + 1",
            "Kullback and Leibler 1951; as a sample-level condition after Wu et al. 2026, arXiv:2602.05494");

    /** Where {@code 1 - w(1 - log w)} starts to lose digits. */
    private static final double CANCELLING_ABOVE = -1;

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    @Override
    public double phi(double logRatio) {
        if (logRatio < CANCELLING_ABOVE) {
            return logRatio == Double.NEGATIVE_INFINITY ? 1 : 1 - Math.exp(logRatio) * (1 - logRatio);
        }
        // w log w - w + 1 = w (1/w - 1 - log 1/w)
        return Math.exp(logRatio) * Exponentials.aboveTangent(-logRatio);
    }

    @Override
    public double slope(double logRatio) {
        return logRatio * Math.exp(logRatio);
    }

    @Override
    public LogInterval interval(double delta) {
        return LogRatioSolver.interval(this, delta);
    }
}
