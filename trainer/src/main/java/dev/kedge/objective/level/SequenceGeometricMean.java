package dev.kedge.objective.level;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.RowMean;
import org.bytedeco.pytorch.Tensor;

/**
 * The geometric mean over the sequence, the same at each of its tokens: {@code x = (1/L) Σ_t x_t}. GSPO, Zheng et al.
 * 2025, arXiv:2507.18071, eq. 7.
 *
 * <p>Intervals at this level are in units of the <i>mean</i> log-ratio, about a thousand times narrower than token
 * intervals.
 */
public final class SequenceGeometricMean implements Level {

    public SequenceGeometricMean() {}

    @Override
    public Tensor logRatio(ObjectiveInputs inputs) {
        Tensor tokenLogRatio = inputs.tokenLogRatio();
        return RowMean.over(tokenLogRatio, inputs.mask()).expand_as(tokenLogRatio);
    }
}
