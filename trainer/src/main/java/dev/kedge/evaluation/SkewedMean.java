package dev.kedge.evaluation;

/**
 * The 95 % interval of a mean of values of any size: Student's, with the skewness taken out of the studentised mean by
 * the cubic transformation of Hall 1992 (J. R. Stat. Soc. B 54, 221).
 *
 * <p>With skewness g of n values, {@code T = (m-μ)/s_m} is turned into {@code T + g/√n (T²/3 + 1/6) + g²T³/(27n)},
 * which is closer to Student's t and grows with T: lengths of completions have a long tail, and the interval reaches
 * further into it. Where all values are equal nothing is known of their spread, and both ends are the mean.
 */
final class SkewedMean {

    private SkewedMean() {}

    static Interval interval(double[] values, double mean, double standardError) {
        int n = values.length;
        if (!(standardError > 0)) {
            return new Interval(mean, mean);
        }
        double t = StudentQuantile.of(n - 1.0);
        double bend = n < 3 ? 0 : skewness(values, mean, standardError) / Math.sqrt(n);
        return new Interval(mean - standardError * turned(t, bend), mean - standardError * turned(-t, bend));
    }

    private static double skewness(double[] values, double mean, double standardError) {
        double n = values.length;
        double cubes = 0;
        for (double value : values) {
            cubes += Math.pow(value - mean, 3);
        }
        return cubes * n / ((n - 1) * (n - 2)) / Math.pow(standardError * Math.sqrt(n), 3);
    }

    /** The studentised mean whose transformed value is t. */
    private static double turned(double t, double bend) {
        return Math.abs(bend) < 1e-8 ? t : (Math.cbrt(1 + bend * (t - bend / 6)) - 1) * 3 / bend;
    }
}
