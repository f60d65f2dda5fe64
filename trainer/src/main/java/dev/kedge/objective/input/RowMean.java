package dev.kedge.objective.input;

import dev.kedge.tensor.MaskedReduction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Means over the counted tokens of each sequence. */
public final class RowMean {

    private RowMean() {}

    /**
     * The mean of each sequence.
     *
     * @param values {@code [B, T]}
     * @param mask bool {@code [B, T]}
     * @return {@code [B, 1]}; 0 for a sequence without a counted token
     */
    public static Tensor over(Tensor values, Tensor mask) {
        return MaskedReduction.rowSum(values, mask).div(lengths(values, mask));
    }

    /**
     * Counted tokens per sequence.
     *
     * @param like gives the type of the result
     * @param mask bool {@code [B, T]}
     * @return {@code [B, 1]}, at least 1
     */
    public static Tensor lengths(Tensor like, Tensor mask) {
        Tensor counts = mask.to(like.scalar_type());
        return counts.sum(new long[] {-1}, true, null).clamp_min(new Scalar(1.0));
    }
}
