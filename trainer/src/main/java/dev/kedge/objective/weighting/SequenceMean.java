package dev.kedge.objective.weighting;

import dev.kedge.objective.input.RowMean;
import dev.kedge.objective.input.UpdateTotals;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Every sequence counts the same, its tokens share it: {@code 1 / (sequences of the update · length of the sequence)}.
 * GRPO, Shao et al. 2024, arXiv:2402.03300, eq. 3.
 */
public final class SequenceMean implements Aggregation {

    public SequenceMean() {}

    @Override
    public Tensor weights(Tensor mask, Tensor like, UpdateTotals totals) {
        return mask.to(like.scalar_type()).div(RowMean.lengths(like, mask)).div(new Scalar(totals.sequences()));
    }
}
