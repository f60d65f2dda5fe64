package dev.kedge.divergence.ratio;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;
import java.util.OptionalDouble;

/**
 * The absolute log ratio, {@code φ(w) = |log w|}: KL1 made two-sided.
 *
 * <p>{@code [e^{-δ}, e^{δ}]}, so {@code low·high = 1}. Not an f-divergence, and not smooth at 1: {@code δ} is itself
 * the room, not half its square. The absolute value of KL1 of Schulman 2020, "Approximating KL divergence".
 */
public record AbsoluteKl1() implements RatioMeasure {

    private static final Definition DEFINITION =
            new Definition("abs-kl1", "absolute log ratio, |KL1|", "|log w|", "absolute value of KL1 of Schulman 2020");

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    @Override
    public double phi(double logRatio) {
        return Math.abs(logRatio);
    }

    @Override
    public double slope(double logRatio) {
        return Math.signum(logRatio);
    }

    @Override
    public OptionalDouble curvature() {
        return OptionalDouble.empty();
    }

    @Override
    public LogInterval interval(double delta) {
        LogRatioSolver.requireThreshold(delta);
        return new LogInterval(-delta, delta);
    }
}
