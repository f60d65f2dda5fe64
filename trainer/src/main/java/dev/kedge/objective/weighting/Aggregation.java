package dev.kedge.objective.weighting;

import dev.kedge.objective.input.UpdateTotals;
import org.bytedeco.pytorch.Tensor;

/**
 * The way from token losses to one number: the weight of each token in the sum. The denominators belong to the whole
 * update, so the gradient is the same for any cut into micro-batches and any padding.
 */
public interface Aggregation {

    /**
     * The weight of each token.
     *
     * @param mask bool {@code [B, T]}
     * @param like gives the type of the result
     * @param totals of the whole update
     * @return {@code [B, T]}, 0 where unmasked
     */
    Tensor weights(Tensor mask, Tensor like, UpdateTotals totals);
}
