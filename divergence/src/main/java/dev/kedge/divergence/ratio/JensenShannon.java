package dev.kedge.divergence.ratio;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;

/**
 * Jensen-Shannon divergence times 4, {@code φ(w) = 2(w log w - (1+w) log((1+w)/2))}.
 *
 * <p>No lower bound from {@code δ = φ(0) = 2 log 2} on. Lin 1991; as a sample-level condition after Wu et al. 2026,
 * arXiv:2602.05494. The divergence that lies in {@code [0, log 2]} is {@code scaled(0.25)}; without its one half,
 * {@code scaled(0.5)}.
 */
public record JensenShannon() implements RatioMeasure {

    private static final Definition DEFINITION = new Definition(
            "jensen-shannon",
            "Jensen-Shannon divergence, times 4",
            "2 (w log w - (1 + w) log((1 + w)/2))",
            "Lin 1991; as a sample-level condition after Wu et al. 2026, arXiv:2602.05494");

    private static final double LOG_2 = Math.log(2);

    /** Up to here the symmetric form is the accurate one; further out it cancels and the plain form does not. */
    private static final double SYMMETRIC_BELOW = 2;

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    @Override
    public double phi(double logRatio) {
        double ratio = Math.exp(logRatio);
        if (Math.abs(logRatio) < SYMMETRIC_BELOW) {
            // (1 + w)/2 = sqrt(w) cosh(x/2), hence φ = 2(1 + w)(t tanh t - log cosh t) with t = x/2
            double half = logRatio / 2;
            double sinh = Math.sinh(half);
            return 2 * (1 + ratio) * (half * Math.tanh(half) - Math.log1p(sinh * sinh) / 2);
        }
        if (ratio == 0 || ratio == Double.POSITIVE_INFINITY) {
            return ratio == 0 ? 2 * LOG_2 : ratio;
        }
        double distance = Math.abs(logRatio);
        return 2 * ((1 + ratio) * (LOG_2 - Math.log1p(Math.exp(-distance))) - distance * Math.min(1, ratio));
    }

    @Override
    public double slope(double logRatio) {
        double ratio = Math.exp(logRatio);
        double logShare = logRatio < -1 ? logRatio + LOG_2 - Math.log1p(ratio) : -Math.log1p(Math.expm1(-logRatio) / 2);
        return 2 * ratio * logShare;
    }

    @Override
    public LogInterval interval(double delta) {
        return LogRatioSolver.interval(this, delta);
    }
}
