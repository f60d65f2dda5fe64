package dev.kedge.divergence.ratio;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;

/**
 * Half of Pearson's chi-square, {@code φ(w) = (w-1)²/2}: mean {@code χ²(π || π_old)/2} under the old policy.
 *
 * <p>{@code |w - 1| <= sqrt(2δ)}: the symmetric ratio clip of PPO with {@code ε = sqrt(2δ)}. No lower bound from
 * {@code δ = φ(0) = 1/2} on. Pearson 1900; as a sample-level condition after Wu et al. 2026, arXiv:2602.05494.
 * Textbooks write {@code (w-1)²}, which is {@code scaled(2)}. The Cressie-Read member {@code α = 2}.
 */
public record PearsonChiSquare() implements RatioMeasure {

    private static final Definition DEFINITION = new Definition(
            "chi2",
            "half of Pearson's chi-square of new against old",
            "(w - 1)^2 / 2",
            "Pearson 1900; as a sample-level condition after Wu et al. 2026, arXiv:2602.05494");

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    @Override
    public double phi(double logRatio) {
        double ratioMinusOne = Math.expm1(logRatio);
        return ratioMinusOne * ratioMinusOne / 2;
    }

    @Override
    public double slope(double logRatio) {
        return Math.expm1(logRatio) * Math.exp(logRatio);
    }

    @Override
    public LogInterval interval(double delta) {
        LogRatioSolver.requireThreshold(delta);
        double room = Math.sqrt(2 * delta);
        return LogInterval.aroundOne(room, room);
    }
}
