package dev.kedge.model;

import dev.kedge.tensor.Reduction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * RMS norm over the last dimension: {@code w · x / √(mean(x²) + ε)} (Zhang and Sennrich 2019, arXiv:1910.07467).
 *
 * <p>The quotient is formed in float32 and rounded to the compute type before the product with w, as transformers does.
 */
final class RootMeanSquareNorm {

    private RootMeanSquareNorm() {}

    static Tensor apply(Tensor x, Tensor weight, double epsilon) {
        Tensor wide = x.to(ScalarType.Float);
        long width = x.size(x.dim() - 1);
        // The mean square by way of the length: its backward pass reads x twice less than that of x·x.
        Tensor meanSquare = Reduction.length(wide).square().div(new Scalar((double) width));
        Tensor normed = wide.mul(meanSquare.add(new Scalar(epsilon)).rsqrt());
        return normed.to(x.scalar_type()).mul(weight);
    }
}
