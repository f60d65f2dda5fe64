package dev.kedge.tensor;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/** Reductions of the last dimension. */
public final class Reduction {

    private Reduction() {}

    /**
     * Euclidean length of each vector, {@code √(Σ x²)}; its gradient at the zero vector is 0.
     *
     * @param x floating type {@code [.., d]}
     * @return {@code [.., 1]}
     */
    public static Tensor length(Tensor x) {
        return x.norm(new ScalarOptional(new Scalar(2.0)), new long[] {-1}, true);
    }
}
