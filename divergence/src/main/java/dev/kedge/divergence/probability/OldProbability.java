package dev.kedge.divergence.probability;

/** The probability {@code p} that the old policy gave a token, from its logarithm. */
final class OldProbability {

    private OldProbability() {}

    /**
     * The probability.
     *
     * @param logProbability {@code log p}; above 0 it counts as 0
     * @return {@code p}, in [0, 1]; NaN for NaN
     */
    static double of(double logProbability) {
        return Math.exp(Math.min(logProbability, 0));
    }

    /**
     * Checks a parameter of a condition.
     *
     * @param name what it is called
     * @param value what was given
     * @throws IllegalArgumentException unless it is finite and above 0
     */
    static void requirePositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be in (0, Infinity), got " + value);
        }
    }
}
