package dev.kedge.divergence.ratio;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;

/**
 * The Cressie-Read power family, {@code φ(w) = (w^α - αw + α - 1)/(α(α - 1))}: one parameter turns the shape of the
 * interval continuously.
 *
 * <p>{@code α = 2} is Pearson's chi-square (the symmetric clip of PPO), 1 reverse KL, 1/2 squared Hellinger, 0 KL3
 * (ATR), -1 Neyman's chi-square; at 0 and 1 the limit is taken. The smaller α, the more room above 1 than below:
 * {@code (high - 1) - (1 - low) ≈ (2 - α)·2δ/3}. No lower bound from {@code δ = φ(0) = 1/α} on if {@code α > 0}.
 *
 * <p>Cressie and Read 1984, J. R. Statist. Soc. B 46; as a sample-level condition after Wu et al. 2026,
 * arXiv:2602.05494.
 *
 * @param alpha α, finite
 */
public record CressieRead(double alpha) implements RatioMeasure {

    /** Name and formula of the family; {@link #definition()} adds the α to the title. */
    public static final Definition FAMILY = new Definition(
            "cressie-read",
            "Cressie-Read power family",
            "(w^alpha - alpha w + alpha - 1) / (alpha (alpha - 1))",
            "Cressie and Read 1984; as a sample-level condition after Wu et al. 2026, arXiv:2602.05494");

    /** The order that {@code φ_α(w) = w φ_{1-α}(1/w)} maps to itself. */
    private static final double MIDDLE = 0.5;

    /** Further down than this, forms in {@code e^x} lose less than forms in what it exceeds its tangent by. */
    private static final double FAR_BELOW = -2;

    /** {@code e^x} below this is 0 beside 1, and so is its α-th power divided by anything that fits a double. */
    private static final double VANISHING = -700;

    /** Checks that α is a number. */
    public CressieRead {
        if (!Double.isFinite(alpha)) {
            throw new IllegalArgumentException("alpha must be in (-Infinity, Infinity), got " + alpha);
        }
    }

    @Override
    public Definition definition() {
        return new Definition(
                FAMILY.name(), FAMILY.title() + ", alpha = " + alpha, FAMILY.formula(), FAMILY.citation());
    }

    @Override
    public double phi(double logRatio) {
        if (alpha <= MIDDLE) {
            return upToMiddle(alpha, logRatio);
        }
        if (logRatio >= FAR_BELOW) {
            return Math.exp(logRatio) * upToMiddle(1 - alpha, -logRatio);
        }
        if (alpha * logRatio < VANISHING) {
            return 1 / alpha;
        }
        return (1 - Math.exp(logRatio) * (1 - Exponentials.integral(alpha - 1, logRatio))) / alpha;
    }

    @Override
    public double slope(double logRatio) {
        // w φ'(w) = w (w^(α-1) - 1)/(α - 1)
        if (alpha <= MIDDLE && logRatio < FAR_BELOW) {
            return (Math.exp(alpha * logRatio) - Math.exp(logRatio)) / (alpha - 1);
        }
        return Math.exp(logRatio) * Exponentials.integral(alpha - 1, logRatio);
    }

    @Override
    public LogInterval interval(double delta) {
        return LogRatioSolver.interval(this, delta);
    }

    /**
     * φ of an order up to 1/2, where {@code order - 1} is no small denominator: {@code (g(1) - g(order))/(1 - order)}
     * with {@code g(a) = (e^{ax} - 1 - ax)/a}, which is 0 at {@code a = 0}.
     */
    private static double upToMiddle(double order, double x) {
        if (x == Double.NEGATIVE_INFINITY) {
            return order > 0 ? 1 / order : Double.POSITIVE_INFINITY;
        }
        if (x < FAR_BELOW) {
            return (Math.expm1(x) - Exponentials.integral(order, x)) / (1 - order);
        }
        double first = Exponentials.aboveTangent(x);
        if (order == 0 || first == Double.POSITIVE_INFINITY) {
            return first;
        }
        return (first - Exponentials.aboveTangent(order * x) / order) / (1 - order);
    }
}
