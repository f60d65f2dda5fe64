package dev.kedge.sampling;

import dev.kedge.tensor.ComputeType;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;

/** The attention of one new token per row to the cache, without gradient. */
interface AttentionKernel {

    /**
     * Attends. The G query heads that share a key-value head are rows of one product: no key is repeated for them.
     *
     * @param queries {@code [B, K, G, d]}
     * @param keys {@code [B, K, C, d]}, contiguous
     * @param values {@code [B, K, C, d]}, contiguous
     * @param bias 0 where a column is visible, negative infinity elsewhere, {@code [B, 1, 1, C]}
     * @return {@code [B, K, G, d]}
     */
    Tensor cached(Tensor queries, Tensor keys, Tensor values, Tensor bias);

    /**
     * The faster kernel of an element type on a CPU. libtorch's fused attention takes 10 to 30 times as long in
     * bfloat16 as separate products do where the processor has no matrix unit; in float32 it is the faster one
     * (docs/performance.md).
     *
     * @param scoreCap c of {@code c · tanh(score / c)}, if scores are bounded, which no fused kernel does
     */
    static AttentionKernel of(ComputeType type, OptionalDouble scoreCap) {
        if (scoreCap.isPresent()) {
            return new BoundedKernel(scoreCap.getAsDouble());
        }
        return type == ComputeType.FLOAT32 ? new FusedKernel() : new ProductKernel();
    }
}
