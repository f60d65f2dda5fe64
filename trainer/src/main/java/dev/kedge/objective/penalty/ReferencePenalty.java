package dev.kedge.objective.penalty;

import dev.kedge.api.Formerly;
import dev.kedge.api.SettingException;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.level.Level;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A pull towards a frozen reference policy: {@code coefficient} times an estimate of {@code KL(π_θ ‖ π_ref)} from the
 * sampled token, added to the loss. With {@code r = π_ref/π_θ} the estimators are those of Schulman 2020,
 * "Approximating KL divergence"; as a loss they have different gradients, named at each.
 */
public final class ReferencePenalty {

    /** The estimate of the divergence. */
    public enum Estimator {
        /**
         * {@code −log r}; unbiased for samples of π_θ, but its gradient {@code ∇log π_θ} has expectation zero
         * on-policy: it pulls nowhere.
         */
        K1 {
            @Override
            Tensor of(Tensor logReferenceRatio) {
                return logReferenceRatio.neg();
            }
        },
        /** {@code |log r|}; its gradient has a constant size, {@code −sign(log r)·∇log π_θ}. */
        ABS {
            @Override
            Tensor of(Tensor logReferenceRatio) {
                return logReferenceRatio.abs();
            }
        },
        /**
         * {@code ½ (log r)²}; biased, its gradient {@code −log r·∇log π_θ} is on-policy that of {@code KL(π_θ‖π_ref)}.
         */
        K2 {
            @Override
            Tensor of(Tensor logReferenceRatio) {
                return logReferenceRatio.square().mul(new Scalar(0.5));
            }
        },
        /**
         * {@code r − 1 − log r}; unbiased for samples of π_θ and non-negative, its gradient {@code (1 − r)·∇log π_θ} is
         * on-policy that of {@code KL(π_ref‖π_θ)}. GRPO's choice, arXiv:2402.03300, eq. 4.
         */
        K3 {
            @Override
            Tensor of(Tensor logReferenceRatio) {
                // Beyond e^±20 the exponential says nothing more, and overflows float32 soon.
                Tensor bounded = Level.bounded(logReferenceRatio);
                return bounded.expm1().sub(bounded);
            }
        };

        abstract Tensor of(Tensor logReferenceRatio);
    }

    /** The source of the gradient. */
    public enum Gradient {
        /** The estimate's own. */
        PLAIN,
        /**
         * That of K2 whatever the estimate's value, on-policy the gradient of {@code KL(π_θ‖π_ref)}: {@code K2 − sg(K2)
         * + sg(estimate)}. verl's names with a {@code +}.
         */
        STRAIGHT_THROUGH,
        /**
         * That of {@code w·estimate}, with w the ratio to the old policy: over samples of the old policy its mean is
         * that of the estimate over π_θ, and its gradient has the score-function part that a plain estimate lacks. For
         * K1 and K3, whose mean is the divergence, it is the gradient of {@code KL(π_θ‖π_ref)}, on-policy and off; for
         * K2 and ABS it is not, K2's being that of a biased mean. The default of TRL since 1.16
         * (use_bias_correction_kl).
         */
        IMPORTANCE_CORRECTED
    }

    /**
     * The strength of the pull.
     *
     * @param coefficient β, positive
     * @param gradient where its gradient comes from
     * @param maxEstimate the largest size of an estimate that counts: beyond ±max_estimate it is constant; infinite for
     *     none
     */
    public record Config(
            double coefficient,
            Gradient gradient,
            @Formerly("limit") double maxEstimate) {

        /** GRPO's coefficient. */
        public static final Config DEFAULT = new Config(0.04, Gradient.PLAIN, Double.POSITIVE_INFINITY);

        /** Checks the ranges. */
        public Config {
            if (!(coefficient > 0) || Double.isInfinite(coefficient)) {
                throw new SettingException("coefficient", "must be > 0 and finite, got " + coefficient);
            }
            if (!(maxEstimate > 0)) {
                throw new SettingException("maxEstimate", "must be > 0, got " + maxEstimate);
            }
        }

        /**
         * A plain pull without a limit.
         *
         * @param coefficient β
         */
        public Config(double coefficient) {
            this(coefficient, Gradient.PLAIN, Double.POSITIVE_INFINITY);
        }
    }

    private final Estimator estimator;
    private final Config config;

    /**
     * A penalty.
     *
     * @param estimator which estimate of the divergence
     * @param config its strength
     */
    public ReferencePenalty(Estimator estimator, Config config) {
        this.estimator = estimator;
        this.config = config;
    }

    /**
     * The estimate at each token.
     *
     * @param inputs the micro-batch, with {@link Quantity#REFERENCE_LOGPROBS}
     * @return {@code [B, T]}, not yet multiplied by the coefficient; carries gradient
     */
    public Tensor estimate(ObjectiveInputs inputs) {
        Tensor logReferenceRatio = inputs.get(Quantity.REFERENCE_LOGPROBS).sub(inputs.logprobs());
        Tensor value = limited(estimator.of(logReferenceRatio));
        return switch (config.gradient()) {
            case PLAIN -> value;
            case STRAIGHT_THROUGH -> {
                Tensor second = limited(Estimator.K2.of(logReferenceRatio));
                yield second.sub(second.detach()).add(value.detach());
            }
            case IMPORTANCE_CORRECTED ->
                value.mul(Level.bounded(inputs.tokenLogRatio()).exp());
        };
    }

    private Tensor limited(Tensor estimate) {
        return Double.isInfinite(config.maxEstimate())
                ? estimate
                : estimate.clamp_min(new Scalar(-config.maxEstimate())).clamp_max(new Scalar(config.maxEstimate()));
    }

    /**
     * β.
     *
     * @return the coefficient of the estimate in the loss
     */
    public double coefficient() {
        return config.coefficient();
    }
}
