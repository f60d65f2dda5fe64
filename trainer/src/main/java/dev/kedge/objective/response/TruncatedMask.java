package dev.kedge.objective.response;

import dev.kedge.api.SettingException;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The token is left out where the condition acts and has a bounded constant weight elsewhere: {@code g = 0}, else
 * {@code g = min(w, cap)·A}. {@code where(acts, 0, sg(min(w, cap))·A·log π_θ)}, DPPO, arXiv:2602.04879, whose paper
 * advises a large cap.
 */
public final class TruncatedMask implements Response {

    /**
     * The bound on the weight.
     *
     * @param cap the largest weight, at least 1
     */
    public record Config(double cap) {

        /** DPPO's advice. */
        public static final Config DEFAULT = new Config(20);

        /** Checks the range. */
        public Config {
            if (!(cap >= 1)) {
                throw new SettingException("cap", "must be >= 1, got " + cap);
            }
        }
    }

    private final double cap;

    /**
     * A response.
     *
     * @param config the bound on the weight
     */
    public TruncatedMask(Config config) {
        this.cap = config.cap();
    }

    @Override
    public Tensor surrogate(SurrogateTerms terms) {
        Tensor weight = terms.ratio().detach().clamp_max(new Scalar(cap)).masked_fill(terms.acts(), new Scalar(0.0));
        return weight.mul(terms.advantages()).mul(terms.logprobs());
    }
}
