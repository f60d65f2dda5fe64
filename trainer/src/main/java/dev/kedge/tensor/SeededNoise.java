package dev.kedge.tensor;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Tensors of random numbers that a seed names.
 *
 * <p>They come from libtorch's own generator, which the process has one of for each device, so that seeding and drawing
 * are one step that no other thread comes between.
 */
public final class SeededNoise {

    private static final Object GENERATOR = new Object();

    private SeededNoise() {}

    /**
     * Uniform numbers in [0, 1).
     *
     * @param seed names them
     * @param like has the shape; {@code [..]}
     * @return float32, of the same shape, on the device in use
     */
    public static Tensor uniform(long seed, Tensor like) {
        synchronized (GENERATOR) {
            torch.manual_seed(seed);
            return torch.rand(like.sizes(), ComputeDevice.options(ScalarType.Float));
        }
    }

    /**
     * Whole numbers from 0.
     *
     * @param seed names them
     * @param below the first number that is not drawn
     * @param like has the shape, the element type and the device; {@code [..]}
     * @return of the same shape and type
     */
    public static Tensor integers(long seed, long below, Tensor like) {
        synchronized (GENERATOR) {
            torch.manual_seed(seed);
            return torch.empty_like(like).random_(below);
        }
    }
}
