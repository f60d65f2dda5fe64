package dev.kedge.objective.response;

import dev.kedge.api.SettingException;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The weight of tokens with a positive advantage turned round, so that those that lag behind count more: {@code g =
 * min(1/w, cap)·A} where A > 0, {@code g = w·A} elsewhere, {@code 0} where the condition acts. ASPO (Archer 2.0),
 * arXiv:2510.06062. Its public code seems to exchange the bounds of its two entropy classes; this follows the paper's
 * description.
 */
public final class Flip implements Response {

    /**
     * The bound on the turned weight.
     *
     * @param cap above 1
     */
    public record Config(double cap) {

        /** The published bound. */
        public static final Config DEFAULT = new Config(3);

        /** Checks the range. */
        public Config {
            if (!(cap > 1)) {
                throw new SettingException("cap", "must be > 1, got " + cap);
            }
        }
    }

    private final double cap;

    /**
     * A response.
     *
     * @param config the bound on the turned weight
     */
    public Flip(Config config) {
        this.cap = config.cap();
    }

    @Override
    public Tensor surrogate(SurrogateTerms terms) {
        Tensor constant = terms.ratio().detach();
        Tensor turned = constant.reciprocal().clamp_max(new Scalar(cap)).div(constant);
        Tensor weight = turned.where(
                terms.advantages().gt(new Scalar(0.0)),
                turned.mul(new Scalar(0.0)).add(new Scalar(1.0)));
        return terms.choose(terms.clippedRatio(), weight.mul(terms.ratio())).mul(terms.advantages());
    }
}
