package dev.kedge.model;

import dev.kedge.tensor.LinearMap;
import org.bytedeco.pytorch.Tensor;

/** A multiplication with one of the decoder's matrices, {@code x Wᵀ}. */
@FunctionalInterface
interface Projection {

    /** {@code [.., in]} to {@code [.., out]}. */
    Tensor apply(Tensor x);

    /** With the weight as it is at the time of the product; gradient flows to both. */
    static Projection of(Tensor weight) {
        return x -> LinearMap.apply(x, weight);
    }
}
