package dev.kedge.objective.input;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The distance of a token from the old policy, as a function of x = log w. */
public enum TokenStatistic {
    /** {@code −log w}: how much less likely the sequence became; its sign says which way. */
    KL1 {
        @Override
        public Tensor of(Tensor logRatio) {
            return logRatio.neg();
        }
    },
    /** {@code ½ (log w)²}. */
    KL2 {
        @Override
        public Tensor of(Tensor logRatio) {
            return logRatio.square().mul(new Scalar(0.5));
        }
    },
    /** {@code w − 1 − log w}. */
    KL3 {
        @Override
        public Tensor of(Tensor logRatio) {
            return logRatio.expm1().sub(logRatio);
        }
    },
    /** {@code |w − 1|}, whose mean under the old policy is twice the total variation. */
    TV {
        @Override
        public Tensor of(Tensor logRatio) {
            return logRatio.expm1().abs();
        }
    };

    /**
     * The measure of each token.
     *
     * @param logRatio x, any shape
     * @return the same shape
     */
    public abstract Tensor of(Tensor logRatio);
}
