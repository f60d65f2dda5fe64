package dev.kedge.divergence.theory;

/**
 * The unified clipped objective in expectation over actions, {@code J = Σ π_old(a)·min(w·A, clip_C(w)·A)}, where
 * {@code clip_C(w)} is {@code w} while C holds and 1 where it does not. Wu et al. 2026, arXiv:2602.05494; the constant
 * as in Truly PPO, arXiv:1903.07940.
 *
 * <p>Its gradient weight is {@code g = 0} where C is violated and {@code (w - 1)·A > 0}, and {@code w·A} elsewhere.
 *
 * @param condition C
 */
public record ClippedObjective(PolicyCondition condition) {

    /**
     * Where the gradient is removed: the condition is violated and the update would push further out.
     *
     * @param old π_old
     * @param now π
     * @param advantages A, {@code [V]}
     * @return {@code [V]}
     */
    public boolean[] clipped(SoftmaxPolicy old, SoftmaxPolicy now, double... advantages) {
        return clipped(condition.around(old).violated(now), old, now, advantages);
    }

    private static boolean[] clipped(boolean[] violated, SoftmaxPolicy old, SoftmaxPolicy now, double... advantages) {
        boolean[] clipped = new boolean[violated.length];
        for (int action = 0; action < clipped.length; action++) {
            double logRatio = now.logProbability(action) - old.logProbability(action);
            clipped[action] = violated[action] && logRatio * advantages[action] > 0;
        }
        return clipped;
    }

    /**
     * The objective.
     *
     * @param old π_old
     * @param now π
     * @param advantages A, {@code [V]}
     * @return J
     */
    public double value(SoftmaxPolicy old, SoftmaxPolicy now, double... advantages) {
        boolean[] clipped = clipped(old, now, advantages);
        double sum = 0;
        for (int action = 0; action < clipped.length; action++) {
            double weight = clipped[action] ? old.probability(action) : now.probability(action);
            sum += weight * advantages[action];
        }
        return sum;
    }

    /**
     * The gradient with respect to the logits. As {@code π_old·w = π}, with {@code m} 0 where clipped and 1 elsewhere
     * it is {@code π(k)·(m_k A_k - Σ_a π(a) m_a A_a)}.
     *
     * @param old π_old
     * @param now π
     * @param advantages A, {@code [V]}
     * @return {@code [V]}, with sum 0
     */
    public double[] gradient(SoftmaxPolicy old, SoftmaxPolicy now, double... advantages) {
        return gradient(condition.around(old).violated(now), old, now, advantages);
    }

    /** The same where it is known what violates the condition. */
    static double[] gradient(boolean[] violated, SoftmaxPolicy old, SoftmaxPolicy now, double... advantages) {
        boolean[] clipped = clipped(violated, old, now, advantages);
        double[] kept = new double[clipped.length];
        for (int action = 0; action < kept.length; action++) {
            kept[action] = clipped[action] ? 0 : advantages[action];
        }
        double mean = now.mean(kept);
        double[] gradient = new double[kept.length];
        for (int action = 0; action < kept.length; action++) {
            gradient[action] = now.probability(action) * (kept[action] - mean);
        }
        return gradient;
    }
}
