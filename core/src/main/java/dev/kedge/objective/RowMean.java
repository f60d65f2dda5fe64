package dev.kedge.objective;

import dev.kedge.tensor.MaskedReduction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Means over the counted tokens of each sequence. */
final class RowMean {

    private RowMean() {}

    /** {@code [B, T]} to {@code [B, 1]}; a sequence without a counted token gives 0. */
    static Tensor over(Tensor values, Tensor mask) {
        return MaskedReduction.rowSum(values, mask).div(lengths(values, mask));
    }

    /** Counted tokens per sequence, at least 1, {@code [B, 1]} in the type of {@code like}. */
    static Tensor lengths(Tensor like, Tensor mask) {
        Tensor counts = mask.to(like.scalar_type());
        return counts.sum(new long[] {-1}, true, null).clamp_min(new Scalar(1.0));
    }
}
