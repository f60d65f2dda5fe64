package dev.kedge.model;

import org.bytedeco.pytorch.Tensor;

/** The attention of a layer: the training path sees the whole sequence, the sampler a cache. */
public interface Attention {
    /**
     * Softmax attention of one layer, scores scaled by {@code 1/√d}. Head {@code h} of the queries reads key-value head
     * {@code h / (H/K)}.
     *
     * @param rule which layer asks, and what it sees
     * @param queries after QK-norm and rotary positions, {@code [B, H, T, d]}, any strides
     * @param keys after QK-norm and rotary positions, {@code [B, K, T, d]}, any strides
     * @param values {@code [B, K, T, d]}, any strides
     * @return the heads side by side, {@code [B, T, H·d]}
     */
    Tensor attend(AttentionRule rule, Tensor queries, Tensor keys, Tensor values);

    /**
     * The same for a layer that sees everything.
     *
     * @param layer which layer asks, from 0
     * @param queries {@code [B, H, T, d]}
     * @param keys {@code [B, K, T, d]}
     * @param values {@code [B, K, T, d]}
     * @return the heads side by side, {@code [B, T, H·d]}
     */
    default Tensor attend(int layer, Tensor queries, Tensor keys, Tensor values) {
        return attend(AttentionRule.plain(layer), queries, keys, values);
    }
}
