package dev.kedge.objective.weighting;

import dev.kedge.objective.input.UpdateTotals;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Every token counts the same: {@code 1 / tokens of the update}. DAPO, Yu et al. 2025, arXiv:2503.14476, eq. 8. */
public final class TokenMean implements Aggregation {

    public TokenMean() {}

    @Override
    public Tensor weights(Tensor mask, Tensor like, UpdateTotals totals) {
        return mask.to(like.scalar_type()).div(new Scalar(totals.tokens()));
    }
}
