package dev.kedge.tensor;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Sums and means over the positions where a mask is set; what stands elsewhere, NaN included, has no influence. */
public final class MaskedReduction {

    private MaskedReduction() {}

    /**
     * The values with every unmasked position replaced by zero. A selection, not a product: {@code 0 · ∞} would be NaN.
     *
     * @param values any floating type, any shape
     * @param mask bool, of the same shape or broadcastable to it
     * @return {@code values} where the mask is set, 0 elsewhere; gradient flows to the selected values only
     */
    public static Tensor select(Tensor values, Tensor mask) {
        return values.masked_fill(mask.logical_not(), new Scalar(0.0));
    }

    /**
     * The sum over masked positions.
     *
     * @param values any floating type, any shape
     * @param mask bool, same shape
     * @return a tensor of no dimensions
     */
    public static Tensor sum(Tensor values, Tensor mask) {
        return select(values, mask).sum();
    }

    /**
     * The sum over the masked tokens of each row.
     *
     * @param values {@code [B, T]}
     * @param mask bool {@code [B, T]}
     * @return {@code [B, 1]}
     */
    public static Tensor rowSum(Tensor values, Tensor mask) {
        return select(values, mask).sum(new long[] {-1}, true, null);
    }
}
