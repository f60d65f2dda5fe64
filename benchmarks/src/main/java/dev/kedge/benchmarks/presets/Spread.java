package dev.kedge.benchmarks.presets;

import java.util.Arrays;
import java.util.Locale;

/**
 * A number over several seeds.
 *
 * @param mean over the seeds
 * @param lowest of them
 * @param highest of them
 */
record Spread(double mean, double lowest, double highest) {

    /**
     * Of one or more numbers.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("values must be one or more, got none");
        }
        return new Spread(
                Arrays.stream(values).average().getAsDouble(),
                Arrays.stream(values).min().getAsDouble(),
                Arrays.stream(values).max().getAsDouble());
    }

    /** Whether the mean is further from 0 than lowest and highest are from each other. */
    boolean exceedsItsRange() {
        return Math.abs(mean) > highest - lowest;
    }

    /** {@code mean (lowest–highest)}. */
    String text(int decimals) {
        return text(mean, decimals) + " (" + text(lowest, decimals) + "–" + text(highest, decimals) + ")";
    }

    /** The mean alone. */
    String meanText(int decimals) {
        return text(mean, decimals);
    }

    /** The mean with its sign. */
    String signedText(int decimals) {
        return (mean < 0 ? "−" : "+") + text(Math.abs(mean), decimals);
    }

    private static String text(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
