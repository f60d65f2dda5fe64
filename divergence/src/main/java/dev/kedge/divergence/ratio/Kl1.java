package dev.kedge.divergence.ratio;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;
import java.util.OptionalDouble;

/**
 * KL1, {@code φ(w) = -log w}: the plain single-sample estimator of {@code KL(π_old || π)}. Unbiased, but negative for
 * every token that has become more probable.
 *
 * <p>Its ball bounds the ratio from below only, {@code w >= e^{-δ}}: a token may become more probable without limit. Wu
 * et al. 2026, arXiv:2602.05494; the estimator: Schulman 2020, "Approximating KL divergence".
 */
public record Kl1() implements RatioMeasure {

    private static final Definition DEFINITION = new Definition(
            "kl1", "KL1, single-sample KL(old || new), one-sided", "-log w", "Wu et al. 2026, arXiv:2602.05494");

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    @Override
    public double phi(double logRatio) {
        return -logRatio;
    }

    @Override
    public double slope(double logRatio) {
        return -1;
    }

    @Override
    public OptionalDouble curvature() {
        return OptionalDouble.empty();
    }

    @Override
    public LogInterval interval(double delta) {
        LogRatioSolver.requireThreshold(delta);
        return new LogInterval(-delta, Double.POSITIVE_INFINITY);
    }
}
