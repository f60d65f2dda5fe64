package dev.kedge.objective.level;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.RowMean;
import org.bytedeco.pytorch.Tensor;

/**
 * The geometric mean of ratios that are clipped token by token: the condition tests and acts on each token's own ratio,
 * and {@code w = exp((1/L) Σ_t x̃_t)}, where {@code x̃_t} is the constant {@code log clip(w_t)} where it acts. Nothing
 * is left for the response to do. GMPO, arXiv:2507.20673.
 */
public final class ClippedGeometricMean implements Level {

    public ClippedGeometricMean() {}

    @Override
    public Tensor logRatio(ObjectiveInputs inputs) {
        return inputs.tokenLogRatio();
    }

    @Override
    public Ratios ratios(Tensor logRatio, Tensor clippedRatio, Tensor acts, ObjectiveInputs inputs) {
        Tensor factors = clippedRatio.log().where(acts, logRatio);
        Tensor ratio = Level.bounded(RowMean.over(factors, inputs.mask())).exp().expand_as(logRatio);
        return new Ratios(ratio, ratio.detach(), acts.logical_and(acts.logical_not()));
    }
}
