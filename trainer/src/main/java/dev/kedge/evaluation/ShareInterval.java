package dev.kedge.evaluation;

/**
 * The 95 % interval of a mean of shares, one per prompt: Wilson's score interval with the number of prompts that plain
 * right-or-wrong answers would have needed for the same error.
 *
 * <p>With {@code m} the mean of {@code n} values, {@code D = Σ(y-m)²/n / (m(1-m))} is 1 where all values are 0 or 1,
 * and less where they are averages. The interval holds every μ with {@code (m-μ)² ≤ t² μ(1-μ) E / n} (Wilson 1927, for
 * surveys Dean and Pagano 2015), so {@code n/E} is the number of prompts. For values 0 and 1 this is Wilson's interval.
 *
 * <ul>
 *   <li>{@code E = (S²D + 2) / (S² + 2)}, where {@code S = (Σy)²/Σy²} (of {@code 1-y} if m > 1/2) is about how many
 *       prompts show the rarer result. Few such prompts say little of D, and a rare prompt that is solved every time
 *       may not have been drawn: E then tends to 1, the largest that it can be. This also gives an interval where all
 *       values are equal, {@code [0, t²/(n+t²)]} if all are 0. The 2 is the smallest round number with which no
 *       simulated coverage of heterogeneous prompts falls much below 0.93.
 *   <li>t is Student's, with the degrees of freedom that the estimate of log D has: {@code 2n²/Σh²}, {@code h = e²/v -
 *       1 - (1-2m)e/(m(1-m))}, {@code e = y-m}, {@code v = Σe²/n} (Satterthwaite 1946). For values 0 and 1 all h are 0,
 *       and t is the normal quantile.
 * </ul>
 */
final class ShareInterval {

    private static final double PRIOR = 2;

    private ShareInterval() {}

    static Interval of(double[] values, double mean) {
        int n = values.length;
        if (mean <= 0 || mean >= 1) {
            return wilson(mean, n, StudentQuantile.of(Double.POSITIVE_INFINITY));
        }
        double rarer = 0;
        double rarerSquares = 0;
        double variance = 0;
        for (double value : values) {
            double share = mean <= 0.5 ? value : 1 - value;
            rarer += share;
            rarerSquares += share * share;
            variance += (value - mean) * (value - mean) / n;
        }
        double full = mean * (1 - mean);
        double seen = rarer * rarer / rarerSquares;
        double weight = seen * seen;
        double design = (weight * variance / full + PRIOR) / (weight + PRIOR);
        return wilson(mean, n / design, StudentQuantile.of(freedom(values, mean, variance)));
    }

    private static double freedom(double[] values, double mean, double variance) {
        double squares = 0;
        for (double value : values) {
            double error = value - mean;
            double spread = variance > 0 ? error * error / variance - 1 : 0;
            double influence = spread - (1 - 2 * mean) * error / (mean * (1 - mean));
            squares += influence * influence;
        }
        return 2.0 * values.length * values.length / squares;
    }

    private static Interval wilson(double mean, double prompts, double t) {
        double pull = t * t / prompts;
        double centre = (mean + pull / 2) / (1 + pull);
        double half = Math.sqrt(mean * (1 - mean) * pull + pull * pull / 4) / (1 + pull);
        return new Interval(mean <= 0 ? 0 : Math.max(0, centre - half), mean >= 1 ? 1 : Math.min(1, centre + half));
    }
}
