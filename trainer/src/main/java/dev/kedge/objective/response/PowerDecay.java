package dev.kedge.objective.response;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A weight that decays with the distance from the bound, in place of one that vanishes: {@code g = (w/l)^n·w·A} below
 * the lower bound l, {@code g = (u/w)^{1/m}·w·A} above the upper bound u; continuous at both. {@code where(acts,
 * sg(decay)·w·A, w·A)}. DGPO, arXiv:2603.14389. Where the worsening cap acts, {@code g = 0}; where a condition leaves
 * nothing (a dropped sequence), nothing is left here either.
 */
public final class PowerDecay implements Response {

    /**
     * The steepness of the decay.
     *
     * @param n power below the lower bound, above 0
     * @param m inverse of the power above the upper bound, above 0
     */
    public record Config(double n, double m) {

        /** The published powers; the authors have n = 2 for a model of 1.5 B weights. */
        public static final Config DEFAULT = new Config(1, 2);

        /** Checks the ranges. */
        public Config {
            if (!(n > 0) || !(m > 0) || Double.isInfinite(n) || Double.isInfinite(m)) {
                throw new IllegalArgumentException("n and m must be > 0 and finite, got " + n + " and " + m);
            }
        }
    }

    private final Config config;

    /**
     * A response.
     *
     * @param config how steep the decay is
     */
    public PowerDecay(Config config) {
        this.config = config;
    }

    @Override
    public Tensor surrogate(SurrogateTerms terms) {
        Tensor constant = terms.ratio().detach();
        Tensor bound = terms.clippedRatio();
        Tensor fell = constant.lt(bound);
        // min(w/l, 1) and min(u/w, 1): in the branch that is not taken, no power of a large number.
        Tensor below = constant.div(bound).clamp_max(new Scalar(1.0)).pow(new Scalar(config.n()));
        Tensor above = bound.div(constant).clamp_max(new Scalar(1.0)).pow(new Scalar(1 / config.m()));
        Tensor decay = below.where(fell, above).masked_fill(terms.capped(), new Scalar(0.0));
        return terms.choose(decay.mul(terms.ratio()), terms.ratio()).mul(terms.advantages());
    }
}
