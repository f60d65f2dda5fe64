package dev.kedge.divergence;

/**
 * A condition on the importance ratio {@code w} and the probability {@code p = π_old(a|s)} that the old policy gave the
 * token. For one token it is still an interval of log ratios; the interval differs from token to token.
 *
 * <p>Probabilities come as natural logarithms, which is how they are computed and stored. {@code -Infinity} is {@code p
 * = 0}; a number above 0, which rounding produces, counts as {@code p = 1}; for NaN (a position that holds no token)
 * every ratio is allowed.
 *
 * <p>{@code q <= 1} means {@code w <= 1/p}: an upper bound at or above {@code -log p} cannot be violated.
 */
public non-sealed interface ProbabilityCondition extends DivergenceCondition {

    /**
     * The lower end of one token's interval.
     *
     * @param oldLogProbability {@code log p}
     * @return the smallest feasible {@code log w}, in {@code [-Infinity, 0]}
     */
    double logLow(double oldLogProbability);

    /**
     * The upper end of one token's interval.
     *
     * @param oldLogProbability {@code log p}
     * @return the largest feasible {@code log w}, in {@code [0, Infinity]}
     */
    double logHigh(double oldLogProbability);

    /**
     * The divergence of one sample, for measurement.
     *
     * @param oldLogProbability {@code log p}
     * @param logRatio {@code x = log w}
     * @return the number compared with {@link #threshold()}; 0 at {@code x = 0}
     */
    double divergence(double oldLogProbability, double logRatio);

    /**
     * The feasible log ratios of one token: {@code {x : divergence(log p, x) <= threshold()}}.
     *
     * @param oldLogProbability {@code log p}
     * @return the interval, around {@code x = 0}
     */
    default LogInterval interval(double oldLogProbability) {
        return new LogInterval(logLow(oldLogProbability), logHigh(oldLogProbability));
    }

    /**
     * The intervals of many tokens in one pass, without allocating: the same numbers as {@link #interval}.
     *
     * @param oldLogProbabilities {@code log p} of each token
     * @param logLow receives the lower ends; as long as {@code oldLogProbabilities}
     * @param logHigh receives the upper ends; as long as {@code oldLogProbabilities}
     * @throws IllegalArgumentException if lengths differ
     */
    default void logBounds(double[] oldLogProbabilities, double[] logLow, double[] logHigh) {
        int tokens = oldLogProbabilities.length;
        if (logLow.length != tokens || logHigh.length != tokens) {
            throw new IllegalArgumentException("logLow and logHigh must have the length of oldLogProbabilities, "
                    + tokens + ", got " + logLow.length + " and " + logHigh.length);
        }
        for (int i = 0; i < tokens; i++) {
            logLow[i] = logLow(oldLogProbabilities[i]);
            logHigh[i] = logHigh(oldLogProbabilities[i]);
        }
    }
}
