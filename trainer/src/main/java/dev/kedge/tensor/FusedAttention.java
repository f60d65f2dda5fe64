package dev.kedge.tensor;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch's fused attention, {@code softmax(Q Kᵀ / √d) V} without a score matrix in memory.
 *
 * <p>For spans without gradient: on a CPU its bfloat16 backward pass is many times slower than separate operations.
 */
public final class FusedAttention {

    private static final double NO_DROPOUT = 0.0;

    private FusedAttention() {}

    /**
     * Every position sees itself and what stands before it.
     *
     * @param queries {@code [B, H, T, d]}
     * @param keys {@code [B, K, T, d]}; query head h reads key-value head {@code h / (H / K)}
     * @param values {@code [B, K, T, d]}
     * @return {@code [B, H, T, d]}
     */
    public static Tensor causal(Tensor queries, Tensor keys, Tensor values) {
        boolean grouped = queries.size(1) != keys.size(1);
        return torch.scaled_dot_product_attention(
                queries, keys, values, new TensorOptional(), NO_DROPOUT, true, new DoubleOptional(), grouped);
    }

    /**
     * Every position sees those whose bias is 0.
     *
     * @param queries {@code [B, H, T, d]}
     * @param keys {@code [B, K, S, d]}; query head h reads key-value head {@code h / (H / K)}
     * @param values {@code [B, K, S, d]}
     * @param bias added to the scores, 0 or very small, float32 {@code [1, 1, T, S]}
     * @return {@code [B, H, T, d]}
     */
    public static Tensor masked(Tensor queries, Tensor keys, Tensor values, Tensor bias) {
        boolean grouped = queries.size(1) != keys.size(1);
        return torch.scaled_dot_product_attention(
                queries, keys, values, new TensorOptional(bias), NO_DROPOUT, false, new DoubleOptional(), grouped);
    }

    /**
     * Every query sees the columns whose bias is finite.
     *
     * @param queries {@code [B, K, G, d]}
     * @param keys {@code [B, K, T, d]}
     * @param values {@code [B, K, T, d]}
     * @param bias added to the scores, 0 or negative infinity, float32, broadcastable to {@code [B, K, G, T]}
     * @return {@code [B, K, G, d]}
     */
    public static Tensor biased(Tensor queries, Tensor keys, Tensor values, Tensor bias) {
        return torch.scaled_dot_product_attention(
                queries, keys, values, new TensorOptional(bias), NO_DROPOUT, false, new DoubleOptional(), false);
    }
}
