package dev.kedge.model;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The way past a layer's attention or feed-forward block: {@code x + m · norm₂(f(norm₁(x)))}, of which either norm may
 * be missing.
 *
 * @param config kind of the norms and m
 * @param before w of norm₁, {@code [D]}
 * @param after w of norm₂, {@code [D]}
 */
record Sublayer(DecoderConfig config, Optional<Tensor> before, Optional<Tensor> after) {

    /** {@code [B, T, D]} to {@code [B, T, D]}. */
    Tensor around(UnaryOperator<Tensor> function, Tensor x) {
        Tensor added = normed(after, function.apply(normed(before, x)));
        double multiplier = config.variant().multipliers().residual();
        return x.add(multiplier == 1 ? added : added.mul(new Scalar(multiplier)));
    }

    private Tensor normed(Optional<Tensor> weight, Tensor x) {
        return weight.map(w -> RootMeanSquareNorm.of(config, x, w)).orElse(x);
    }
}
