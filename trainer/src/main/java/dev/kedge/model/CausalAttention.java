package dev.kedge.model;

import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.FusedAttention;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Attention over whole sequences, as training and scoring need it: token t sees tokens 0 to t of its row, or the last
 * of them where its layer has a window.
 *
 * <p>Fused in float32. In bfloat16 made of separate operations, whose backward pass is 15 to 30 times faster on a CPU;
 * the scores then stand in memory, {@code [B·H, T, T]}, so that long sequences are widened to float32 and fused after
 * all. Where scores are bounded, they stand in memory always.
 */
public final class CausalAttention implements Attention {

    /** Added to a score to hide it: its exponential is 0, and sums with it stay finite in bfloat16 too. */
    private static final double HIDDEN = -1e30;

    /** From here on the scores of bfloat16 sequences take more memory than their speed is worth. */
    private static final long LONG = 1024;

    private static final CausalAttention FULL = new CausalAttention(CausalAttention::full);

    /** Softmax attention of all heads, {@code [B, H, T, d]}. */
    private interface Kernel {
        Tensor attend(AttentionRule rule, Tensor queries, Tensor keys, Tensor values);
    }

    private final Kernel kernel;

    private CausalAttention(Kernel kernel) {
        this.kernel = kernel;
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
        return new CausalAttention((rule, queries, keys, values) -> {
            long length = queries.size(2);
            Tensor padding = attentionMask.to(ScalarType.Bool).logical_not().unsqueeze(1);
            Tensor others =
                    torch.eye(length, ComputeDevice.options(ScalarType.Bool)).logical_not();
            Tensor hidden =
                    padding.logical_and(others).to(queries.scalar_type()).mul(new Scalar(HIDDEN));
            return separate(rule, queries, keys, values, torch.minimum(hidden, unseen(rule, queries)));
        });
    }

    @Override
    public Tensor attend(AttentionRule rule, Tensor queries, Tensor keys, Tensor values) {
        Tensor heads = kernel.attend(rule, queries, keys, values);
        return heads.transpose(1, 2).flatten(2, 3);
    }

    private static Tensor full(AttentionRule rule, Tensor queries, Tensor keys, Tensor values) {
        if (rule.scoreCap().isPresent()) {
            return separate(rule, queries, keys, values, unseen(rule, queries));
        }
        return rule.hides(queries.size(2))
                ? windowed(rule, queries, keys, values)
                : everythingBefore(rule, queries, keys, values);
    }

    private static Tensor windowed(AttentionRule rule, Tensor queries, Tensor keys, Tensor values) {
        if (!ComputeType.FLOAT32.isTypeOf(queries) && queries.size(2) < LONG) {
            return separate(rule, queries, keys, values, unseen(rule, queries));
        }
        Tensor wide = queries.to(ScalarType.Float);
        return FusedAttention.masked(
                        wide,
                        keys.to(ScalarType.Float),
                        values.to(ScalarType.Float),
                        unseen(rule, wide).unsqueeze(0))
                .to(queries.scalar_type());
    }

    private static Tensor everythingBefore(AttentionRule rule, Tensor queries, Tensor keys, Tensor values) {
        if (ComputeType.FLOAT32.isTypeOf(queries)) {
            return FusedAttention.causal(queries, keys, values);
        }
        if (queries.size(2) < LONG) {
            return separate(rule, queries, keys, values, unseen(rule, queries));
        }
        return FusedAttention.causal(
                        queries.to(ScalarType.Float), keys.to(ScalarType.Float), values.to(ScalarType.Float))
                .to(queries.scalar_type());
    }

    /**
     * Attention of queries to more keys than there are queries. Fused in float32, separate operations in bfloat16 and
     * where scores are bounded.
     *
     * @param rule says whether scores are bounded; its window is in the bias
     * @param queries {@code [B, H, T, d]}
     * @param keys {@code [B, K, S, d]}
     * @param values {@code [B, K, S, d]}
     * @param bias added to the scores, the queries' type, {@code [1, T, S]}
     * @return {@code [B, H, T, d]}
     */
    static Tensor biased(AttentionRule rule, Tensor queries, Tensor keys, Tensor values, Tensor bias) {
        return ComputeType.FLOAT32.isTypeOf(queries) && rule.scoreCap().isEmpty()
                ? FusedAttention.masked(queries, keys, values, bias.unsqueeze(0))
                : separate(rule, queries, keys, values, bias);
    }

    /** {@code [1, T, T]}: hides what comes after the query, and what stands before its window. */
    private static Tensor unseen(AttentionRule rule, Tensor queries) {
        long length = queries.size(2);
        TensorOptions options = ComputeDevice.options(queries.scalar_type());
        Tensor future = torch.full(new long[] {1, length, length}, new Scalar(HIDDEN), options)
                .triu_(1);
        OptionalInt window = rule.window();
        if (window.isEmpty() || !rule.hides(length)) {
            return future;
        }
        Tensor past = torch.full(new long[] {1, length, length}, new Scalar(HIDDEN), options);
        return future.add_(past.tril_(-window.getAsInt()));
    }

    /**
     * Product, softmax, product. The H/K query heads that share a key-value head become rows of one product.
     *
     * @param bias added to the scores, {@code [1 or B, T, T]}; there may be more keys than queries
     */
    private static Tensor separate(AttentionRule rule, Tensor queries, Tensor keys, Tensor values, Tensor bias) {
        long batch = queries.size(0);
        long length = queries.size(2);
        long width = queries.size(3);
        long groups = keys.size(1);
        long shared = queries.size(1) / groups;
        long pairs = batch * groups;
        long seen = keys.size(2);
        boolean everywhere = bias.size(0) == 1;
        Tensor rows = bias.unsqueeze(1)
                .unsqueeze(1)
                .expand(bias.size(0), everywhere ? 1 : groups, shared, length, seen)
                .reshape(everywhere ? 1 : pairs, shared * length, seen);
        Tensor asking = queries.reshape(pairs, shared * length, width);
        Tensor asked = keys.reshape(pairs, seen, width).transpose(1, 2);
        Scalar scale = new Scalar(1.0 / Math.sqrt((double) width));
        Tensor scores = rule.scoreCap().isPresent()
                ? Multipliers.bounded(asking.bmm(asked).mul(scale), rule.scoreCap())
                        .add(rows)
                : torch.baddbmm(rows, asking, asked, new Scalar(1.0), scale);
        return scores.softmax(-1).bmm(values.reshape(pairs, seen, width)).view(batch, groups * shared, length, width);
    }
}
