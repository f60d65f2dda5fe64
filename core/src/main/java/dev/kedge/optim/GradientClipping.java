package dev.kedge.optim;

import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Scales the whole gradient down so that its L2 norm is at most a bound: {@code g ← g · min(1, bound / (‖g‖ + 1e-6))}. */
public final class GradientClipping {

    private final double maxNorm;

    /**
     * A bound.
     *
     * @param maxNorm the largest norm that passes unchanged, positive
     */
    public GradientClipping(double maxNorm) {
        if (!(maxNorm > 0)) {
            throw new IllegalArgumentException("max_gradient_norm must be > 0, got " + maxNorm);
        }
        this.maxNorm = maxNorm;
    }

    /**
     * Clips in place.
     *
     * @param gradient float32 {@code [P]}
     * @return the norm before clipping; the gradient is left as it is when that is not finite
     */
    public double clip(Tensor gradient) {
        try (NoGradient guard = NoGradient.open();
                Scope scope = Scope.open()) {
            double norm = gradient.norm().item_double();
            double scale = maxNorm / (norm + 1e-6);
            if (scale < 1 && scale > 0) {
                gradient.mul_(new Scalar(scale));
            }
            return norm;
        }
    }
}
