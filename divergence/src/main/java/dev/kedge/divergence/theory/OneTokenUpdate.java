package dev.kedge.divergence.theory;

import dev.kedge.divergence.LogInterval;

/**
 * A context that was visited once: one token is sampled from the policy, judged, and pushed until it meets its bound.
 * That is the usual case in language models, where most contexts occur in one completion only.
 *
 * <p>The path of the gradient, {@code dz/dt = ±(e_a - π)}, has a closed form. With one number {@code τ}, above 0 for a
 * token that is raised and below 0 for one that is lowered,
 *
 * <pre>
 *   π(k) ∝ p_k / (1 + τ p_k)              for k ≠ a
 *   π(a) ∝ p_a · Π_{k≠a} (1 + τ p_k)
 * </pre>
 *
 * <p>and τ is where {@code π(a)} is {@code min(1, u·p_a)} or {@code l·p_a}. The size of steps and of the advantage does
 * not matter: they only change the speed on the path.
 *
 * @param interval [l, u], the allowed {@code log w} of the token
 */
public record OneTokenUpdate(LogInterval interval) {

    /** Bisections of τ: to the last place of a double. */
    private static final int HALVINGS = 200;

    /**
     * The policy once a token with {@code A > 0} has met its upper bound.
     *
     * @param old π_old
     * @param action the sampled token
     * @return probabilities {@code [V]}; where {@code u·p >= 1} nothing stops the token, and it has all the mass
     */
    public double[] raised(SoftmaxPolicy old, int action) {
        double target = Math.exp(interval.logHigh()) * old.probability(action);
        if (target >= 1) {
            double[] certain = new double[old.size()];
            certain[action] = 1;
            return certain;
        }
        double inside = 0;
        double outside = 1;
        while (onPath(old, action, outside)[action] < target) {
            inside = outside;
            outside *= 2;
        }
        return search(old, action, target, inside, outside);
    }

    /**
     * The policy once a token with {@code A < 0} has met its lower bound.
     *
     * @param old π_old
     * @param action the sampled token
     * @return probabilities {@code [V]}
     * @throws IllegalArgumentException if there is no lower bound
     */
    public double[] lowered(SoftmaxPolicy old, int action) {
        if (interval.logLow() == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("interval must have a lower end above 0, got none");
        }
        double largestOther = 0;
        for (int other = 0; other < old.size(); other++) {
            largestOther = other == action ? largestOther : Math.max(largestOther, old.probability(other));
        }
        double target = Math.exp(interval.logLow()) * old.probability(action);
        return search(old, action, target, 0, -1 / largestOther);
    }

    /**
     * Where the mass goes on average if the verdict says nothing: every token is sampled with its probability, and
     * raised or lowered with equal chance.
     *
     * @param old π_old
     * @return the mean change of each probability, {@code [V]}, with sum 0
     */
    public double[] drift(SoftmaxPolicy old) {
        double[] drift = new double[old.size()];
        for (int sampled = 0; sampled < old.size(); sampled++) {
            double[] raised = raised(old, sampled);
            double[] lowered = lowered(old, sampled);
            for (int action = 0; action < drift.length; action++) {
                double change = (raised[action] + lowered[action]) / 2 - old.probability(action);
                drift[action] += old.probability(sampled) * change;
            }
        }
        return drift;
    }

    /**
     * The mean change of the entropy under the same verdicts.
     *
     * @param old π_old
     * @return nats
     */
    public double entropyDrift(SoftmaxPolicy old) {
        double mean = 0;
        for (int sampled = 0; sampled < old.size(); sampled++) {
            double after = (entropy(raised(old, sampled)) + entropy(lowered(old, sampled))) / 2;
            mean += old.probability(sampled) * after;
        }
        return mean - old.entropy();
    }

    /**
     * The entropy of a distribution that may have zeros.
     *
     * @param probabilities {@code [V]}
     * @return nats
     */
    static double entropy(double... probabilities) {
        double sum = 0;
        for (double probability : probabilities) {
            sum -= probability > 0 ? probability * Math.log(probability) : 0;
        }
        return sum;
    }

    private static double[] search(SoftmaxPolicy old, int action, double target, double from, double to) {
        double low = from;
        double high = to;
        boolean rising = to > from;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = low + (high - low) / 2;
            if (middle == low || middle == high) {
                break;
            }
            if (onPath(old, action, middle)[action] < target == rising) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return onPath(old, action, low);
    }

    /** The policy at τ. */
    private static double[] onPath(SoftmaxPolicy old, int action, double tau) {
        double[] weights = new double[old.size()];
        double logProduct = 0;
        double others = 0;
        for (int other = 0; other < weights.length; other++) {
            if (other != action) {
                double p = old.probability(other);
                logProduct += Math.log1p(tau * p);
                weights[other] = p / (1 + tau * p);
                others += weights[other];
            }
        }
        weights[action] = old.probability(action) * Math.exp(logProduct);
        double sum = others + weights[action];
        for (int other = 0; other < weights.length; other++) {
            weights[other] /= sum;
        }
        return weights;
    }
}
