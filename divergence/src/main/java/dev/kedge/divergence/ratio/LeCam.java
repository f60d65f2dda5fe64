package dev.kedge.divergence.ratio;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;

/**
 * Le Cam's divergence, also called triangular discrimination, {@code φ(w) = (w-1)²/(w+1)}.
 *
 * <p>{@code high - 1 = (δ + sqrt(δ² + 8δ))/2} and {@code (1 - low)(high - 1) = 2δ}; no lower bound from {@code δ = φ(0)
 * = 1} on. Le Cam 1986; as a sample-level condition after Wu et al. 2026, arXiv:2602.05494.
 */
public record LeCam() implements RatioMeasure {

    private static final Definition DEFINITION = new Definition(
            "le-cam",
            "Le Cam (triangular) divergence",
            "(w - 1)^2 / (w + 1)",
            "Le Cam 1986; as a sample-level condition after Wu et al. 2026, arXiv:2602.05494");

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    @Override
    public double phi(double logRatio) {
        return Math.expm1(logRatio) * Math.tanh(logRatio / 2);
    }

    @Override
    public double slope(double logRatio) {
        double tanh = Math.tanh(logRatio / 2);
        return Math.exp(logRatio) * tanh * (2 - tanh);
    }

    @Override
    public LogInterval interval(double delta) {
        LogRatioSolver.requireThreshold(delta);
        double above = (delta + Math.sqrt(delta * (delta + 8))) / 2;
        return LogInterval.aroundOne(delta >= 1 ? 1 : 2 * delta / above, above);
    }
}
