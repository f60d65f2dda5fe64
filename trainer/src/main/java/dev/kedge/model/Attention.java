package dev.kedge.model;

import org.bytedeco.pytorch.Tensor;

/** The attention of a layer: the training path sees the whole sequence, the sampler a cache. */
public interface Attention {
    /**
     * Softmax attention of one layer, scores scaled by {@code 1/√d}. Head {@code h} of the queries reads key-value head
     * {@code h / (H/K)}.
     *
     * @param layer which layer asks, from 0
     * @param queries after QK-norm and rotary positions, {@code [B, H, T, d]}, any strides
     * @param keys after QK-norm and rotary positions, {@code [B, K, T, d]}, any strides
     * @param values {@code [B, K, T, d]}, any strides
     * @return the heads side by side, {@code [B, T, H·d]}
     */
    Tensor attend(int layer, Tensor queries, Tensor keys, Tensor values);
}
