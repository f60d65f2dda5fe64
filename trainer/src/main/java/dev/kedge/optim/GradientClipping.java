package dev.kedge.optim;

import dev.kedge.api.SettingException;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A bound on the L2 norm of the whole gradient, which is scaled down to it: {@code g ← g · min(1, bound / (‖g‖ +
 * 1e-6))}.
 */
public final class GradientClipping {

    private static final long SLICE = 1L << 26;

    private final double maxNorm;

    /**
     * A bound.
     *
     * @param maxNorm the largest norm that passes unchanged, positive
     */
    public GradientClipping(double maxNorm) {
        if (!(maxNorm > 0)) {
            throw new SettingException("maxGradientNorm", "must be > 0, got " + maxNorm);
        }
        this.maxNorm = maxNorm;
    }

    /**
     * Clips in place.
     *
     * @param gradient {@code [P]}
     * @return the norm before clipping; the gradient is left as it is when that is not finite
     */
    public double clip(Tensor gradient) {
        try (NoGradient guard = NoGradient.open();
                Scope scope = Scope.open()) {
            double norm = norm(gradient);
            double scale = maxNorm / (norm + 1e-6);
            if (scale < 1 && scale > 0) {
                gradient.mul_(new Scalar(scale));
            }
            return norm;
        }
    }

    /** In float32 whatever the type, slice by slice, because that takes a copy of what is not float32. */
    private static double norm(Tensor gradient) {
        double squares = 0;
        for (long start = 0; start < gradient.numel(); start += SLICE) {
            try (Scope scope = Scope.open()) {
                long length = Math.min(SLICE, gradient.numel() - start);
                double norm = gradient.narrow(0, start, length)
                        .to(ScalarType.Float)
                        .norm()
                        .item_double();
                if (length == gradient.numel()) {
                    return norm;
                }
                squares += norm * norm;
            }
        }
        return Math.sqrt(squares);
    }
}
