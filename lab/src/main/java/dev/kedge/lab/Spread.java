package dev.kedge.lab;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * A number over seeds.
 *
 * @param mean the mean
 * @param standardError of the mean: the sample deviation over the square root of the number of seeds
 * @param low the smallest
 * @param high the largest
 */
record Spread(double mean, double standardError, double low, double high) {

    static Spread of(double... values) {
        DoubleSummaryStatistics statistics = Arrays.stream(values).summaryStatistics();
        double mean = statistics.getAverage();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double standardError = Math.sqrt(squares / (values.length - 1) / values.length);
        return new Spread(mean, standardError, statistics.getMin(), statistics.getMax());
    }

    /** In another unit; the factor is above 0. */
    Spread times(double factor) {
        return new Spread(factor * mean, factor * standardError, factor * low, factor * high);
    }

    String meanText(int decimals) {
        return number(mean, decimals);
    }

    /** Mean and range: {@code 0.123 (0.100 … 0.150)}. */
    String text(int decimals) {
        return number(mean, decimals) + " (" + number(low, decimals) + " … " + number(high, decimals) + ")";
    }

    /** A difference: mean, its standard error and the range, {@code +0.12 ± 0.03 (−0.10 … +0.30)}. */
    String signed(int decimals) {
        return signed(mean, decimals) + " ± " + number(standardError, decimals) + " (" + signed(low, decimals) + " … "
                + signed(high, decimals) + ")";
    }

    void into(ObjectNode object) {
        object.put("mean", mean)
                .put("standard_error", standardError)
                .put("min", low)
                .put("max", high);
    }

    static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", rounded(value, decimals))
                .replace('-', '−');
    }

    static String signed(double value, int decimals) {
        return String.format(Locale.ROOT, "%+." + decimals + "f", rounded(value, decimals))
                .replace('-', '−');
    }

    /** Without a minus sign before zeros. */
    private static double rounded(double value, int decimals) {
        double unit = Math.pow(10, decimals);
        return Math.abs(value) * unit < 0.5 ? 0 : value;
    }
}
