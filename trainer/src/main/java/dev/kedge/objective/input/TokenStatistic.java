package dev.kedge.objective.input;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The distance of a token from the policy it is compared with, as a function of x = log w and of its probability there.
 */
public enum TokenStatistic {
    /** {@code −log w}: how much less likely the sequence became; its sign says which way. */
    KL1 {
        @Override
        public Tensor of(Tensor logRatio, Tensor baseLogprobs) {
            return logRatio.neg();
        }
    },
    /** {@code ½ (log w)²}. */
    KL2 {
        @Override
        public Tensor of(Tensor logRatio, Tensor baseLogprobs) {
            return logRatio.square().mul(new Scalar(0.5));
        }
    },
    /** {@code w − 1 − log w}. */
    KL3 {
        @Override
        public Tensor of(Tensor logRatio, Tensor baseLogprobs) {
            return logRatio.expm1().sub(logRatio);
        }
    },
    /** {@code |w − 1|}, whose mean under the old policy is twice the total variation. */
    TV {
        @Override
        public Tensor of(Tensor logRatio, Tensor baseLogprobs) {
            return logRatio.expm1().abs();
        }
    },
    /**
     * {@code p log(p/q) + (1 − p) log((1 − p)/(1 − q))}: the divergence of two coins, "this token or another", p before
     * and q = w·p now, both within {@code [1e-6, 1 − 1e-6]}. FlashREINFORCE (OpenRLHF pull request 1339).
     */
    BINARY_KL {
        @Override
        public Tensor of(Tensor logRatio, Tensor baseLogprobs) {
            Tensor base = baseLogprobs.to(ScalarType.Double);
            Tensor p = inside(base.exp());
            Tensor q = inside(base.add(logRatio.to(ScalarType.Double)).exp());
            Tensor others = p.neg().add(new Scalar(1.0));
            Tensor token = p.mul(p.log().sub(q.log()));
            Tensor rest = others.mul(others.log().sub(q.neg().log1p()));
            return token.add(rest).to(logRatio.scalar_type());
        }
    };

    /** The least probability that is told from 0; FlashREINFORCE's. */
    private static final double MIN_PROBABILITY = 1e-6;

    /**
     * The measure of each token.
     *
     * @param logRatio x, any shape
     * @param baseLogprobs log-probability under the policy it is compared with, the same shape
     * @return the same shape
     */
    public abstract Tensor of(Tensor logRatio, Tensor baseLogprobs);

    private static Tensor inside(Tensor probability) {
        return probability.clamp_min(new Scalar(MIN_PROBABILITY)).clamp_max(new Scalar(1 - MIN_PROBABILITY));
    }
}
