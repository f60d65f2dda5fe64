package dev.kedge.optim;

import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import dev.kedge.tensor.SeededNoise;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The rounding of float32 to bfloat16 up or down at random, so that the expected value is the number itself.
 *
 * <p>An update of a weight is mostly smaller than half the distance to the next bfloat16 number, 2⁻⁹ of the weight.
 * Rounding to the nearest would lose all of these; this way they arrive on average. Gupta et al. 2015,
 * arXiv:1502.02551. A bfloat16 number is the upper half of a float32 one, so a random number below 2¹⁶ is added to the
 * bits and the lower half cut off.
 */
final class StochasticRounding {

    private static final long LOWER_HALF = 1L << 16;

    private final long seed;

    /** {@code seed} of the run. */
    StochasticRounding(long seed) {
        this.seed = seed;
    }

    /** The rounded values of finite float32 ones, whose tensor is used up; update and slice name the random numbers. */
    Tensor round(Tensor values, long update, long slice) {
        Tensor bits = values.view(ScalarType.Int);
        Tensor noise =
                SeededNoise.integers(RandomStream.seedOf(seed, Purpose.ROUNDING, update, slice), LOWER_HALF, bits);
        return bits.add_(noise)
                .bitwise_and_(new Scalar(-LOWER_HALF))
                .view(ScalarType.Float)
                .to(ScalarType.BFloat16);
    }
}
