package dev.kedge.objective.level;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.RowMean;
import org.bytedeco.pytorch.Tensor;

/**
 * The geometric mean of ratios that are clipped token by token: the condition tests and acts on each token's own ratio,
 * and {@code w = exp((1/L) Σ_t x̃_t)}, where {@code x̃_t} is the constant {@code log clip(w_t)} where it acts. Nothing
 * is left for the response to do. GMPO, arXiv:2507.20673.
 *
 * <p>A sequence without a counted token has the mean of nothing, {@code w = exp(0) = 1}: it adds nothing to loss or
 * gradient, and counts among the sequences of the update. A token that a condition drops (clip 0) takes its whole
 * sequence along, down to {@code e^−20} without gradient.
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
