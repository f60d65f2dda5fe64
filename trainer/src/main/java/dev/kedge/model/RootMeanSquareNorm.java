package dev.kedge.model;

import dev.kedge.tensor.Reduction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * RMS norm over the last dimension: {@code w · x / √(mean(x²) + ε)} (Zhang and Sennrich 2019, arXiv:1910.07467).
 *
 * <p>The quotient is formed in float32 and rounded to the compute type before the product with w, as transformers does.
 * A norm around one multiplies by {@code 1 + w}, in float32, and rounds then (Gemma).
 */
final class RootMeanSquareNorm {

    private RootMeanSquareNorm() {}

    /** The norm that a decoder has. */
    static Tensor of(DecoderConfig config, Tensor x, Tensor weight) {
        return config.variant().block().normsAroundOne()
                ? aroundOne(x, weight, config.normEpsilon())
                : apply(x, weight, config.normEpsilon());
    }

    static Tensor apply(Tensor x, Tensor weight, double epsilon) {
        return quotient(x, epsilon).to(x.scalar_type()).mul(weight);
    }

    static Tensor aroundOne(Tensor x, Tensor weight, double epsilon) {
        Tensor scale = weight.to(ScalarType.Float).add(new Scalar(1.0));
        return quotient(x, epsilon).mul(scale).to(x.scalar_type());
    }

    private static Tensor quotient(Tensor x, double epsilon) {
        Tensor wide = x.to(ScalarType.Float);
        long width = x.size(x.dim() - 1);
        // The mean square by way of the length: its backward pass reads x twice less than that of x·x.
        Tensor meanSquare = Reduction.length(wide).square().div(new Scalar((double) width));
        return wide.mul(meanSquare.add(new Scalar(epsilon)).rsqrt());
    }
}
