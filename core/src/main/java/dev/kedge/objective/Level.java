package dev.kedge.objective;

import org.bytedeco.pytorch.Tensor;

/** Which probability ratio the condition looks at and the surrogate carries: the token's own, or its whole sequence's. */
public interface Level {

    /**
     * The log importance ratio that stands at each token.
     *
     * @param inputs the micro-batch
     * @return {@code [B, T]}, 0 at unmasked positions of the token level; carries gradient
     */
    Tensor logRatio(ObjectiveInputs inputs);

    /** The token's own ratio, {@code x_t = log π_θ(a_t|s_t) − log π_old(a_t|s_t)}: PPO, GRPO. */
    final class Token implements Level {

        /** The level has no settings. */
        public Token() {}

        @Override
        public Tensor logRatio(ObjectiveInputs inputs) {
            return inputs.tokenLogRatio();
        }
    }

    /**
     * The geometric mean over the sequence, the same at each of its tokens: {@code x = (1/L) Σ_t x_t}. GSPO, Zheng et al.
     * 2025, arXiv:2507.18071, eq. 7.
     *
     * <p>Intervals at this level are in units of the <i>mean</i> log-ratio, about a thousand times narrower than token
     * intervals.
     */
    final class SequenceGeometricMean implements Level {

        /** The level has no settings. */
        public SequenceGeometricMean() {}

        @Override
        public Tensor logRatio(ObjectiveInputs inputs) {
            Tensor tokenLogRatio = inputs.tokenLogRatio();
            return RowMean.over(tokenLogRatio, inputs.mask()).expand_as(tokenLogRatio);
        }
    }
}
