package dev.kedge.model;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Attention over whole sequences, as training and scoring need it: token t sees tokens 0 to t of its row. */
public final class CausalAttention implements Attention {

    /** Added to a score to hide it: its exponential is 0, and sums with it stay finite in bfloat16 too. */
    private static final double HIDDEN = -1e30;

    private static final CausalAttention FULL = new CausalAttention(CausalAttention::future);

    /** Makes the additive mask, {@code [1 or B, T, T]} in the queries' type: 0 where visible. */
    private interface Mask {
        Tensor of(Tensor queries, long length);
    }

    private final Mask mask;

    private CausalAttention(Mask mask) {
        this.mask = mask;
    }

    /**
     * For rows that start at their first token. Padding on the right needs no mask: no token before it sees it.
     *
     * @return the causal attention
     */
    public static CausalAttention full() {
        return FULL;
    }

    /**
     * For rows with padding on the left, which no token sees; a padding position sees itself only.
     *
     * @param attentionMask bool or int64 {@code [B, T]}, 0 at padding
     * @return an attention for the batch of this mask, valid as long as the mask lives
     */
    public static CausalAttention masked(Tensor attentionMask) {
        return new CausalAttention((queries, length) -> {
            Tensor padding = attentionMask.to(ScalarType.Bool).logical_not().unsqueeze(1);
            Tensor others =
                    torch.eye(length, new TensorOptions(ScalarType.Bool)).logical_not();
            Tensor hidden =
                    padding.logical_and(others).to(queries.scalar_type()).mul(new Scalar(HIDDEN));
            return torch.minimum(hidden, future(queries, length));
        });
    }

    @Override
    public Tensor attend(int layer, Tensor queries, Tensor keys, Tensor values) {
        long batch = queries.size(0);
        long length = queries.size(2);
        long width = queries.size(3);
        long groups = keys.size(1);
        long shared = queries.size(1) / groups;
        long pairs = batch * groups;
        Tensor additive = mask.of(queries, length);
        long[] wide = {additive.size(0), groups, shared, length, length};
        long[] flat = {additive.size(0) == 1 ? 1 : pairs, shared * length, length};
        if (additive.size(0) == 1) {
            wide[1] = 1;
        }
        Tensor hidden = additive.unsqueeze(1).unsqueeze(1).expand(wide).reshape(flat);

        Tensor scores = torch.baddbmm(
                hidden,
                queries.reshape(pairs, shared * length, width),
                keys.reshape(pairs, length, width).transpose(1, 2),
                new Scalar(1.0),
                new Scalar(1.0 / Math.sqrt((double) width)));
        Tensor mixed = scores.softmax(-1).bmm(values.reshape(pairs, length, width));
        return mixed.view(batch, groups * shared, length, width)
                .transpose(1, 2)
                .reshape(batch, length, groups * shared * width);
    }

    private static Tensor future(Tensor queries, long length) {
        TensorOptions options = new TensorOptions(queries.scalar_type());
        return torch.full(new long[] {1, length, length}, new Scalar(HIDDEN), options)
                .triu_(1);
    }
}
