package dev.kedge.divergence.ratio;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;

/**
 * KL3, {@code φ(w) = w - 1 - log w}: the non-negative, unbiased single-sample estimator of the forward divergence
 * {@code KL(π_old || π)}. Its ball is the condition of ATR-GRPO.
 *
 * <p>The interval is {@code [-W_0(-e^{-(1+δ)}), -W_{-1}(-e^{-(1+δ)})]} with Lambert's W; solved here by Newton's method
 * in log space instead, as W loses half the digits at its branch point, which is where small δ live. Expanded with
 * {@code s = sqrt(2δ)}: {@code w = 1 ± s + s²/3 ± s³/36 ...}, more room above 1 than below.
 *
 * <p>Wu et al. 2026, arXiv:2602.05494; the estimator: Schulman 2020, "Approximating KL divergence". The Cressie-Read
 * member {@code α = 0}.
 */
public record Kl3() implements RatioMeasure {

    private static final Definition DEFINITION = new Definition(
            "kl3", "KL3, single-sample KL(old || new) (ATR-GRPO)", "w - 1 - log w", "Wu et al. 2026, arXiv:2602.05494");

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    @Override
    public double phi(double logRatio) {
        return Exponentials.aboveTangent(logRatio);
    }

    @Override
    public double slope(double logRatio) {
        return Math.expm1(logRatio);
    }

    @Override
    public LogInterval interval(double delta) {
        return LogRatioSolver.interval(this, delta);
    }
}
