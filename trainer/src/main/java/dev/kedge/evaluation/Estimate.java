package dev.kedge.evaluation;

import java.util.Arrays;

/**
 * A mean over prompts and how far it can be trusted.
 *
 * <p>Prompts are what is drawn at random here, completions of one prompt are not independent: the error is that of a
 * mean over prompts, however many completions stand behind each value. How often the intervals hold the truth is
 * measured in docs/evaluation.md.
 *
 * @param mean the mean of the values, one per prompt
 * @param standardError standard deviation (n - 1) over the square root of n; 0 for a single prompt
 * @param low lower end of the 95 % interval
 * @param high upper end
 */
public record Estimate(double mean, double standardError, double low, double high) {

    /**
     * The mean of values of any size, one per prompt, with the interval of {@link SkewedMean}.
     *
     * @param values at least one
     */
    public static Estimate of(double... values) {
        double mean = mean(values);
        double error = standardError(values, mean);
        return of(mean, error, SkewedMean.interval(values, mean, error));
    }

    /**
     * The mean of shares or chances, one per prompt, with the interval of {@link ShareInterval}.
     *
     * @param values at least one, each in [0, 1]
     */
    public static Estimate ofShares(double... values) {
        double mean = mean(values);
        for (double value : values) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("a share must be in [0, 1], got " + value);
            }
        }
        return of(mean, standardError(values, mean), ShareInterval.of(values, mean));
    }

    private static Estimate of(double mean, double standardError, Interval interval) {
        return new Estimate(mean, standardError, interval.low(), interval.high());
    }

    private static double mean(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("an estimate needs at least one value");
        }
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double standardError(double[] values, double mean) {
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1) / values.length);
    }
}
