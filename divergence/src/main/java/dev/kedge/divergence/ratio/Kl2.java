package dev.kedge.divergence.ratio;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;

/**
 * KL2, {@code φ(w) = (log w)²/2}: the low-variance, biased single-sample estimator of {@code KL(π_old || π)}.
 *
 * <p>{@code [e^{-sqrt(2δ)}, e^{sqrt(2δ)}]}, so {@code low·high = 1}. Not an f-divergence: convex in {@code w} only
 * below {@code e}. GMPO's token clip of {@code log w} to ±0.4 (arXiv:2507.20673) is {@code δ = 0.08}. Wu et al. 2026,
 * arXiv:2602.05494; the estimator: Schulman 2020, "Approximating KL divergence".
 */
public record Kl2() implements RatioMeasure {

    private static final Definition DEFINITION = new Definition(
            "kl2", "KL2, half the squared log ratio", "(log w)^2 / 2", "Wu et al. 2026, arXiv:2602.05494");

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    @Override
    public double phi(double logRatio) {
        return logRatio * logRatio / 2;
    }

    @Override
    public double slope(double logRatio) {
        return logRatio;
    }

    @Override
    public LogInterval interval(double delta) {
        LogRatioSolver.requireThreshold(delta);
        double width = Math.sqrt(2 * delta);
        return new LogInterval(-width, width);
    }
}
