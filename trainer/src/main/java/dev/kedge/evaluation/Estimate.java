package dev.kedge.evaluation;

import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A mean over prompts and how far it can be trusted.
 *
 * <p>Prompts are what is drawn at random here, completions of one prompt are not independent: the error is that of a
 * mean over prompts, however many completions stand behind each value.
 *
 * @param mean the mean of the values, one per prompt
 * @param standardError standard deviation (n - 1) over the square root of n; 0 for a single prompt
 * @param low lower end of the 95 % bootstrap percentile interval
 * @param high upper end
 */
public record Estimate(double mean, double standardError, double low, double high) {

    private static final int RESAMPLES = 2000;
    private static final double TAIL = 0.025;
    /** Fixed: the same values give the same interval in every run. */
    private static final long SEED = 0;

    /**
     * The mean of values, one per prompt, with its interval.
     *
     * @param values at least one
     */
    public static Estimate of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("an estimate needs at least one value");
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double standardError = values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1) / values.length);
        double[] means = resampledMeans(values);
        int cut = (int) Math.round(TAIL * RESAMPLES);
        return new Estimate(mean, standardError, means[cut], means[RESAMPLES - 1 - cut]);
    }

    private static double[] resampledMeans(double[] values) {
        SplittableRandom random = RandomStream.of(SEED, Purpose.BOOTSTRAP, 0, 0);
        double[] means = new double[RESAMPLES];
        for (int resample = 0; resample < RESAMPLES; resample++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[random.nextInt(values.length)];
            }
            means[resample] = sum / values.length;
        }
        Arrays.sort(means);
        return means;
    }
}
