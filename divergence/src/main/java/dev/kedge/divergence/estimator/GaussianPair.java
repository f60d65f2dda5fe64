package dev.kedge.divergence.estimator;

import dev.kedge.divergence.ratio.Kl3;
import java.util.function.IntToDoubleFunction;

/**
 * Two normal distributions, {@code S = N(sampledMean, sampledDeviation²)} and {@code O = N(otherMean,
 * otherDeviation²)}.
 *
 * <p>The log ratio {@code x = log(O/S)} is a quadratic in a standard normal variable, so its cumulants and its
 * exponential moments are known. With {@code v} the variance of S and {@code d} the difference of the means, both in
 * units of O, and {@code e = v - 1}:
 *
 * <ul>
 *   <li>{@code E x = -KL(S||O)}, {@code KL(S||O) = (v - 1 - log v + d²)/2}
 *   <li>cumulants of x: {@code κ2 = d²v + e²/2}, {@code κ3 = -3d²ve - e³}, {@code κ4 = 12d²ve² + 3e⁴}
 *   <li>{@code log E e^{2x} = log v - log(2v - 1)/2 + d²/(2v - 1)}, finite if {@code 2v > 1}
 * </ul>
 *
 * @param sampledMean mean of S, finite
 * @param sampledDeviation standard deviation of S, finite, above 0
 * @param otherMean mean of O, finite
 * @param otherDeviation standard deviation of O, finite, above 0
 */
public record GaussianPair(double sampledMean, double sampledDeviation, double otherMean, double otherDeviation)
        implements DistributionPair {

    private static final Kl3 KL3 = new Kl3();

    /** Up to this {@code |e|} differences that vanish to third order or higher are summed as power series. */
    private static final double SERIES_BELOW = 1.0 / 16;

    /** Powers of {@code 2e} up to this: {@code (1/8)^20 < 1e-18} beside the leading term. */
    private static final int SERIES_TERMS = 24;

    /** Checks the deviations. */
    public GaussianPair {
        if (!Double.isFinite(sampledMean) || !Double.isFinite(otherMean)) {
            throw new IllegalArgumentException("means must be finite, got " + sampledMean + " and " + otherMean);
        }
        requireDeviation("sampledDeviation", sampledDeviation);
        requireDeviation("otherDeviation", otherDeviation);
    }

    @Override
    public double kl() {
        return (KL3.phi(Math.log1p(excess())) + squaredDistance()) / 2;
    }

    @Override
    public GaussianPair swapped() {
        return new GaussianPair(
                /* sampledMean= */ otherMean,
                /* sampledDeviation= */ otherDeviation,
                /* otherMean= */ sampledMean,
                /* otherDeviation= */ sampledDeviation);
    }

    @Override
    public EstimatorMoments moments(KlEstimator estimator) {
        return switch (estimator) {
            case KL1 -> new EstimatorMoments(kl(), 0, logRatioVariance());
            case KL2 -> new EstimatorMoments(kl() + kl2Bias(), kl2Bias(), kl2Variance());
            case KL3 -> new EstimatorMoments(kl(), 0, kl3Variance());
        };
    }

    /** {@code E x²/2 - KL = (KL² + κ2)/2 - KL}, without the second-order terms, which cancel. */
    private double kl2Bias() {
        double e = excess();
        double cubicRemainder =
                Math.abs(e) < SERIES_BELOW ? series(e, 3, n -> sign(n + 1) / n) : Math.log1p(e) - e + e * e / 2;
        return (kl() * kl() + squaredDistance() * e + cubicRemainder) / 2;
    }

    /** {@code Var(x²)/4} from the cumulants of x. */
    private double kl2Variance() {
        double e = excess();
        double v = 1 + e;
        double d2 = squaredDistance();
        double k1 = -kl();
        double k2 = logRatioVariance();
        double k3 = -3 * d2 * v * e - e * e * e;
        double k4 = 12 * d2 * v * e * e + 3 * e * e * e * e;
        return (k4 + 4 * k3 * k1 + 2 * k2 * k2 + 4 * k2 * k1 * k1) / 4;
    }

    /**
     * {@code Var(e^x - x) = E e^{2x} - 1 + κ2 - 2(KL(S||O) + KL(O||S))}; the covariance of {@code e^x} and {@code x} is
     * {@code E_O x - E_S x}. The terms cancel to fourth order, so they are regrouped.
     */
    private double kl3Variance() {
        double e = excess();
        double d2 = squaredDistance();
        double determinant = 1 + 2 * e;
        if (!(determinant > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        // log E e^{2x} at d = 0, and that plus κ2 - 2(KL + KL) at d = 0
        double logMoment;
        double remainder;
        if (Math.abs(e) < SERIES_BELOW) {
            logMoment = series(e, 2, n -> sign(n) * (power2(n - 1) - 1) / n);
            remainder = series(e, 4, n -> sign(n) * ((power2(n - 1) - 1) / n - 1));
        } else {
            logMoment = Math.log1p(e) - Math.log1p(2 * e) / 2;
            remainder = logMoment + e * e / 2 - e * e / (1 + e);
        }
        double ofMeans = d2 * e * e * (3 + 2 * e) / (determinant * (1 + e));
        return KL3.phi(logMoment + d2 / determinant) + ofMeans + remainder;
    }

    /** κ2. */
    private double logRatioVariance() {
        double e = excess();
        return squaredDistance() * (1 + e) + e * e / 2;
    }

    /** {@code e = v - 1}. */
    private double excess() {
        return (sampledDeviation - otherDeviation)
                * (sampledDeviation + otherDeviation)
                / (otherDeviation * otherDeviation);
    }

    /** {@code d²}. */
    private double squaredDistance() {
        double d = (sampledMean - otherMean) / otherDeviation;
        return d * d;
    }

    /** {@code Σ coefficient(n) e^n} from {@code first} on. */
    private static double series(double e, int first, IntToDoubleFunction coefficient) {
        double sum = 0;
        for (int n = SERIES_TERMS; n >= first; n--) {
            sum = sum * e + coefficient.applyAsDouble(n);
        }
        return sum * Math.pow(e, first);
    }

    private static double sign(int n) {
        return n % 2 == 0 ? 1 : -1;
    }

    private static double power2(int n) {
        return Math.scalb(1.0, n);
    }

    private static void requireDeviation(String name, double deviation) {
        if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be in (0, Infinity), got " + deviation);
        }
    }
}
