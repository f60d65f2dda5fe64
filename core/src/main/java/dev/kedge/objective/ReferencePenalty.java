package dev.kedge.objective;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A pull towards a frozen reference policy: {@code coefficient} times an estimate of {@code KL(π_θ ‖ π_ref)} from the
 * sampled token, added to the loss. With {@code r = π_ref/π_θ} the estimators are those of Schulman 2020, "Approximating
 * KL divergence"; as a loss they have different gradients, named at each.
 */
public final class ReferencePenalty {

    /** Which estimate. */
    public enum Estimator {
        /** {@code −log r}; unbiased, but its gradient {@code ∇log π_θ} has expectation zero on-policy: it pulls nowhere. */
        K1 {
            @Override
            Tensor of(Tensor logReferenceRatio) {
                return logReferenceRatio.neg();
            }
        },
        /** {@code ½ (log r)²}; biased, its gradient {@code −log r·∇log π_θ} is on-policy that of {@code KL(π_θ‖π_ref)}. */
        K2 {
            @Override
            Tensor of(Tensor logReferenceRatio) {
                return logReferenceRatio.square().mul(new Scalar(0.5));
            }
        },
        /**
         * {@code r − 1 − log r}; unbiased and non-negative, its gradient {@code (1 − r)·∇log π_θ} is on-policy that of
         * {@code KL(π_ref‖π_θ)}. GRPO's choice, arXiv:2402.03300, eq. 4.
         */
        K3 {
            @Override
            Tensor of(Tensor logReferenceRatio) {
                return logReferenceRatio.expm1().sub(logReferenceRatio);
            }
        };

        abstract Tensor of(Tensor logReferenceRatio);
    }

    /**
     * How strong the pull is.
     *
     * @param coefficient β, positive
     */
    public record Config(double coefficient) {

        static final Config DEFAULT = new Config(0.04);

        /** Checks the range. */
        public Config {
            if (!(coefficient > 0) || Double.isInfinite(coefficient)) {
                throw new IllegalArgumentException("coefficient must be > 0 and finite, got " + coefficient);
            }
        }
    }

    private final Estimator estimator;
    private final double coefficient;

    /**
     * A penalty.
     *
     * @param estimator which estimate of the divergence
     * @param config its strength
     */
    public ReferencePenalty(Estimator estimator, Config config) {
        this.estimator = estimator;
        this.coefficient = config.coefficient();
    }

    /**
     * The estimate at each token.
     *
     * @param logprobs under the policy, {@code [B, T]}; carries gradient
     * @param referenceLogprobs under the reference, {@code [B, T]}
     * @return {@code [B, T]}, not yet multiplied by the coefficient
     */
    public Tensor estimate(Tensor logprobs, Tensor referenceLogprobs) {
        return estimator.of(referenceLogprobs.sub(logprobs));
    }

    /**
     * β.
     *
     * @return the coefficient of the estimate in the loss
     */
    public double coefficient() {
        return coefficient;
    }
}
