package dev.kedge.divergence.ratio;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;

/**
 * Squared Hellinger distance times 4, {@code φ(w) = 2(sqrt(w) - 1)²}.
 *
 * <p>{@code sqrt(w)} stays within {@code 1 ± sqrt(δ/2)}; no lower bound from {@code δ = φ(0) = 2} on. Hellinger 1909;
 * as a sample-level condition after Wu et al. 2026, arXiv:2602.05494. Textbooks write {@code (sqrt(w) - 1)²/2}, which
 * is {@code scaled(0.25)}, or {@code (sqrt(w) - 1)²}, which is {@code scaled(0.5)}. The Cressie-Read member {@code α =
 * 1/2}.
 */
public record SquaredHellinger() implements RatioMeasure {

    private static final Definition DEFINITION = new Definition(
            "hellinger",
            "squared Hellinger distance, times 4",
            "2 (sqrt(w) - 1)^2",
            "Hellinger 1909; as a sample-level condition after Wu et al. 2026, arXiv:2602.05494");

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    @Override
    public double phi(double logRatio) {
        double rootMinusOne = Math.expm1(logRatio / 2);
        return 2 * rootMinusOne * rootMinusOne;
    }

    @Override
    public double slope(double logRatio) {
        return 2 * Math.expm1(logRatio / 2) * Math.exp(logRatio / 2);
    }

    @Override
    public LogInterval interval(double delta) {
        LogRatioSolver.requireThreshold(delta);
        LogInterval ofRoot = LogInterval.aroundOne(Math.sqrt(delta / 2), Math.sqrt(delta / 2));
        return new LogInterval(2 * ofRoot.logLow(), 2 * ofRoot.logHigh());
    }
}
