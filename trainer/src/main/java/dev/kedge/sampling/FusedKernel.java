package dev.kedge.sampling;

import dev.kedge.tensor.FusedAttention;
import org.bytedeco.pytorch.Tensor;

/** libtorch's fused attention: no score matrix in memory. */
final class FusedKernel implements AttentionKernel {

    @Override
    public Tensor cached(Tensor queries, Tensor keys, Tensor values, Tensor bias) {
        return FusedAttention.biased(queries, keys, values, bias);
    }
}
