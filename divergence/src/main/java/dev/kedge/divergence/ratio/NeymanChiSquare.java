package dev.kedge.divergence.ratio;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;

/**
 * Half of Neyman's chi-square, {@code φ(w) = (w-1)²/(2w) = cosh(log w) - 1}: mean {@code χ²(π_old || π)/2} under the
 * old policy.
 *
 * <p>{@code |log w| <= arcosh(1 + δ)}, so {@code low·high = 1}. Neyman 1949; as a sample-level condition after Wu et
 * al. 2026, arXiv:2602.05494. The Cressie-Read member {@code α = -1}.
 */
public record NeymanChiSquare() implements RatioMeasure {

    private static final Definition DEFINITION = new Definition(
            "neyman",
            "half of Neyman's chi-square",
            "(w - 1)^2 / (2 w)",
            "Neyman 1949; as a sample-level condition after Wu et al. 2026, arXiv:2602.05494");

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    @Override
    public double phi(double logRatio) {
        double root = Math.sinh(logRatio / 2);
        return 2 * root * root;
    }

    @Override
    public double slope(double logRatio) {
        return Math.sinh(logRatio);
    }

    @Override
    public LogInterval interval(double delta) {
        LogRatioSolver.requireThreshold(delta);
        double width = 2 * Exponentials.asinh(Math.sqrt(delta / 2));
        return new LogInterval(-width, width);
    }
}
