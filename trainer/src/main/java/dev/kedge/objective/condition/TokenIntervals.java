package dev.kedge.objective.condition;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The test of a condition whose interval differs from token to token. */
final class TokenIntervals {

    private TokenIntervals() {}

    /** {@code logLow} and {@code logHigh} are float64 {@code [B, T]}, possibly infinite. */
    static Violation test(Tensor logRatio, Tensor logLow, Tensor logHigh) {
        Tensor x = logRatio.detach().to(ScalarType.Double);
        Tensor clipped = x.maximum(logLow).minimum(logHigh).exp();
        return new Violation(
                x.lt(logLow).logical_or(x.gt(logHigh)), x, clipped.to(logRatio.scalar_type()), Optional.of(logHigh));
    }
}
