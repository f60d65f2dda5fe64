package dev.kedge.divergence.probability;

/** The probability {@code p} that the old policy gave a token, from its logarithm; and the checks on what it may be. */
final class OldProbability {

    /** Beside 1, a probability below this is 0 also in any product a bound is made of. */
    static final double NEGLIGIBLE = 1e-300;

    /** {@code log(1/2)}: from here on the token is the likelier face of its coin. */
    static final double LOG_HALF = Math.log(0.5);

    private OldProbability() {}

    /**
     * Its logarithm, as a probability has it.
     *
     * @param logProbability {@code log p} as computed
     * @return {@code log p}, at most 0; NaN for NaN
     */
    static double log(double logProbability) {
        return Math.min(logProbability, 0);
    }

    /**
     * The probability.
     *
     * @param logProbability {@code log p} as computed
     * @return {@code p}, in [0, 1]; NaN for NaN
     */
    static double of(double logProbability) {
        return Math.exp(log(logProbability));
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
