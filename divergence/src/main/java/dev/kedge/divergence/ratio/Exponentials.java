package dev.kedge.divergence.ratio;

/** Differences of exponentials, to a few units in the last place where the plain formulas cancel. */
final class Exponentials {

    /** Below this the series is used; above, {@code expm1(z) - z} loses less than two bits. */
    private static final double SERIES_BELOW = 1;

    /**
     * {@code 1/n!} from n = 2 on; {@code 1/21! < 2e-20}: later terms do not reach a double's last place for {@code |z|
     * < 1}.
     */
    private static final double[] SERIES = new double[19];

    static {
        double factorial = 1;
        for (int i = 0; i < SERIES.length; i++) {
            factorial *= i + 2;
            SERIES[i] = 1 / factorial;
        }
    }

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
        // Even and odd powers apart: two short chains of products run side by side.
        double square = z * z;
        double even = SERIES[SERIES.length - 1];
        double odd = 0;
        for (int i = SERIES.length - 2; i > 0; i -= 2) {
            odd = odd * square + SERIES[i];
            even = even * square + SERIES[i - 1];
        }
        return square * (even + z * odd);
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
