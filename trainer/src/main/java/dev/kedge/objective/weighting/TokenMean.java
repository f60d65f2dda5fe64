package dev.kedge.objective.weighting;

import dev.kedge.objective.input.StepTotals;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Every token counts the same: {@code 1 / tokens of the step}. DAPO, Yu et al. 2025, arXiv:2503.14476, eq. 8. */
public final class TokenMean implements Aggregation {

    /** The aggregation has no settings. */
    public TokenMean() {}

    @Override
    public Tensor weights(Tensor mask, Tensor like, StepTotals totals) {
        return mask.to(like.scalar_type()).div(new Scalar(totals.tokens()));
    }
}
