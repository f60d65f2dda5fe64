package dev.kedge.divergence.ratio;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;
import java.util.OptionalDouble;

/**
 * Total variation, {@code φ(w) = |w-1|/2}.
 *
 * <p>{@code |w - 1| <= 2δ}: the symmetric ratio clip of PPO with {@code ε = 2δ}. Not smooth at 1: {@code δ} is itself
 * half the room. No lower bound from {@code δ = φ(0) = 1/2} on. As a sample-level condition after Wu et al. 2026,
 * arXiv:2602.05494.
 */
public record TotalVariation() implements RatioMeasure {

    private static final Definition DEFINITION = new Definition(
            "total-variation",
            "total variation",
            "|w - 1| / 2",
            "as a sample-level condition after Wu et al. 2026, arXiv:2602.05494");

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    @Override
    public double phi(double logRatio) {
        return Math.abs(Math.expm1(logRatio)) / 2;
    }

    @Override
    public double slope(double logRatio) {
        return Math.signum(logRatio) * Math.exp(logRatio) / 2;
    }

    @Override
    public OptionalDouble curvature() {
        return OptionalDouble.empty();
    }

    @Override
    public LogInterval interval(double delta) {
        LogRatioSolver.requireThreshold(delta);
        return LogInterval.aroundOne(2 * delta, 2 * delta);
    }
}
