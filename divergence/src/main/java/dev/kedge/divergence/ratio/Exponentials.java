package dev.kedge.divergence.ratio;

/** Differences of exponentials, to a few units in the last place where the plain formulas cancel. */
final class Exponentials {

    /** Below this the series is used; above, {@code expm1(z) - z} loses less than two bits. */
    private static final double SERIES_BELOW = 1;

    /** {@code 1/21! < 2e-20}: terms after this one do not reach a double's last place for {@code |z| < 1}. */
    private static final int SERIES_TERMS = 20;

    private Exponentials() {}

    /**
     * What is left of the exponential after its tangent at 0.
     *
     * @param z any number
     * @return {@code e^z - 1 - z >= 0}
     */
    static double aboveTangent(double z) {
        if (Math.abs(z) >= SERIES_BELOW) {
            return z == Double.POSITIVE_INFINITY ? z : Math.expm1(z) - z;
        }
        double nested = 1;
        for (int n = SERIES_TERMS; n >= 3; n--) {
            nested = 1 + z / n * nested;
        }
        return z * z / 2 * nested;
    }

    /**
     * The integral of {@code e^(rate·t)} for t from 0 to z.
     *
     * @param rate any finite number
     * @param z any finite number
     * @return {@code (e^(rate·z) - 1)/rate}, which is z at {@code rate = 0}
     */
    static double integral(double rate, double z) {
        return rate == 0 ? z : Math.expm1(rate * z) / rate;
    }

    /**
     * The inverse of the hyperbolic sine.
     *
     * @param t at least 0
     * @return {@code log(t + sqrt(1 + t^2))}
     */
    static double asinh(double t) {
        return Math.log1p(t + t / (1 / t + Math.hypot(1, 1 / t)));
    }
}
