package dev.kedge.tensor;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code x Wᵀ}, the product that every projection of a transformer is.
 *
 * <p>libtorch gives bfloat16 to oneDNN and float32 to OpenBLAS. OpenBLAS runs on one thread here (see
 * {@link Torch#setThreads}), so large float32 products on several threads are handed to oneDNN too, which is as fast
 * and whose workers sleep while they wait. That takes a copy of x and of the result.
 */
public final class LinearMap {

    /** Multiplications from which a second thread pays for the copies: about 50 µs of work. */
    private static final long WORTH_SHARING = 1L << 22;

    private LinearMap() {}

    /**
     * Multiplies; gradient flows to both.
     *
     * @param x {@code [.., in]}
     * @param weight {@code [out, in]}, of x's type
     * @return {@code [.., out]}
     */
    public static Tensor apply(Tensor x, Tensor weight) {
        boolean shared = x.is_cpu()
                && ComputeType.FLOAT32.isTypeOf(x)
                && Torch.threads() > 1
                && x.numel() * weight.size(0) >= WORTH_SHARING
                && torch.hasMKLDNN();
        if (!shared) {
            return torch.linear(x, weight);
        }
        Tensor rows = x.reshape(-1, weight.size(1));
        Tensor product = torch.mkldnn_linear(rows.to_mkldnn(), weight).to_dense();
        long[] shape = new long[(int) x.dim()];
        for (int i = 0; i < shape.length - 1; i++) {
            shape[i] = x.size(i);
        }
        shape[shape.length - 1] = weight.size(0);
        return product.view(shape);
    }
}
