package dev.kedge.divergence.theory;

import java.util.Arrays;

/**
 * A bound on a divergence of the whole distribution. It is violated for all actions or for none. TR-PPO, Wang et al.
 * 2019, arXiv:1903.07940, with {@link Divergence#KL}.
 *
 * @param divergence what is bounded
 * @param threshold δ, above 0
 */
public record DistributionCondition(Divergence divergence, double threshold) implements PolicyCondition {

    /** A divergence between two distributions. */
    public enum Divergence {
        /** {@code KL(π_old || π)}. */
        KL {
            @Override
            double between(SoftmaxPolicy old, SoftmaxPolicy now) {
                return old.klTo(now);
            }
        },
        /** {@code ½ Σ |π - π_old|}. */
        TOTAL_VARIATION {
            @Override
            double between(SoftmaxPolicy old, SoftmaxPolicy now) {
                return old.totalVariation(now);
            }
        };

        abstract double between(SoftmaxPolicy old, SoftmaxPolicy now);
    }

    /** Checks the threshold. */
    public DistributionCondition {
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("threshold must be > 0, got " + threshold);
        }
    }

    @Override
    public Region around(SoftmaxPolicy old) {
        return now -> {
            boolean[] violated = new boolean[old.size()];
            Arrays.fill(violated, divergence.between(old, now) > threshold);
            return violated;
        };
    }
}
