package dev.kedge.objective.response;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A scaled constant weight: {@code g = β·bound·A}, β of its own on either side. {@code where(acts, β·(bound/sg(w))·w·A,
 * w·A)}, so that the value is the clipped one and the gradient does not vanish. Both β = 1: GPPO (Klear),
 * arXiv:2508.07629; otherwise CE-GPPO, arXiv:2509.20712. Where the worsening cap acts, β is 1.
 */
public final class Preserve implements Response {

    /**
     * The share of the gradient that is kept.
     *
     * @param low β where the ratio fell below its bound, at least 0
     * @param high β where the ratio rose above its bound, at least 0
     */
    public record Config(double low, double high) {

        /** GPPO: all of it. */
        public static final Config DEFAULT = new Config(1, 1);

        /** Checks the range. */
        public Config {
            if (!(low >= 0) || !(high >= 0) || Double.isInfinite(low) || Double.isInfinite(high)) {
                throw new IllegalArgumentException("low and high must be >= 0 and finite, got " + low + " and " + high);
            }
        }
    }

    private final Config config;

    /**
     * A response.
     *
     * @param config how much of the gradient is kept
     */
    public Preserve(Config config) {
        this.config = config;
    }

    @Override
    public Tensor surrogate(SurrogateTerms terms) {
        Tensor constant = terms.ratio().detach();
        Tensor fell = constant.lt(terms.clippedRatio());
        Tensor beta = constant.mul(new Scalar(0.0))
                .add(new Scalar(config.high()))
                .masked_fill(fell, new Scalar(config.low()))
                .masked_fill(terms.capped(), new Scalar(1.0));
        Tensor weight = beta.mul(terms.clippedRatio()).div(constant);
        return terms.choose(weight.mul(terms.ratio()), terms.ratio()).mul(terms.advantages());
    }
}
