package dev.kedge.objective.weighting;

import dev.kedge.objective.input.UpdateTotals;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Every sequence counts by the sum of its tokens: {@code 1 / sequences of the update}. With the sequence's geometric
 * mean for a ratio it is LUSPO, arXiv:2602.05261, whose sequences weigh as much as they are long.
 */
public final class SequenceSum implements Aggregation {

    public SequenceSum() {}

    @Override
    public Tensor weights(Tensor mask, Tensor like, UpdateTotals totals) {
        return mask.to(like.scalar_type()).div(new Scalar(totals.sequences()));
    }
}
