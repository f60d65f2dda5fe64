package dev.kedge.divergence.theory;

/**
 * A policy of two actions, in closed form: one has probability {@code p}, the other {@code 1 - p}. "Up" and "down" is
 * the first action at the upper and the lower end of [l, u].
 *
 * @param low l, in (0, 1)
 * @param high u, above 1
 */
public record TwoActions(double low, double high) {

    /** Checks the bounds. */
    public TwoActions {
        if (!(low > 0 && low < 1 && high > 1)) {
            throw new IllegalArgumentException("bounds must be 0 < low < 1 < high, got " + low + " and " + high);
        }
    }

    /**
     * Where an action with {@code A > 0} ends.
     *
     * @param p its probability, in (0, 1)
     * @return {@code min(1, u·p)}
     */
    public double up(double p) {
        return Math.min(1, high * p);
    }

    /**
     * Where an action with {@code A < 0} ends.
     *
     * @param p its probability, in (0, 1)
     * @return {@code l·p}
     */
    public double down(double p) {
        return low * p;
    }

    /**
     * The mean change of {@code p} if the verdict says nothing (see {@link OneTokenUpdate#drift}).
     *
     * <p>With {@code a = (u - 1) - (1 - l)} it is {@code a·(2p - 1)/2} while both actions can reach their upper bound,
     * {@code 1 - 1/u <= p <= 1/u}: nothing for a symmetric interval, towards the likelier action for one with more room
     * above. Beyond {@code 1/u} the likelier action has nowhere to go but down.
     *
     * @param p in (0, 1)
     * @return {@code [p·(up(p) + down(p) - 2p) - (1-p)·(up(1-p) + down(1-p) - 2(1-p))] / 2}
     */
    public double drift(double p) {
        double rest = 1 - p;
        return (p * (up(p) + down(p) - 2 * p) - rest * (up(rest) + down(rest) - 2 * rest)) / 2;
    }

    /**
     * The mean change of the entropy under the same verdicts.
     *
     * @param p in (0, 1)
     * @return nats
     */
    public double entropyDrift(double p) {
        double rest = 1 - p;
        return (p * (entropy(up(p)) + entropy(down(p))) + rest * (entropy(up(rest)) + entropy(down(rest)))) / 2
                - entropy(p);
    }

    /**
     * The entropy of the policy.
     *
     * @param p in [0, 1]
     * @return {@code -p log p - (1-p) log(1-p)}, nats
     */
    public static double entropy(double p) {
        return OneTokenUpdate.entropy(p, 1 - p);
    }

    /**
     * How far the difference of the two logits moves.
     *
     * @param p before
     * @param q after
     * @return {@code logit(q) - logit(p)}; infinite at {@code q = 1}
     */
    public static double logitChange(double p, double q) {
        return Math.log(q / p) - (Math.log1p(-q) - Math.log1p(-p));
    }
}
