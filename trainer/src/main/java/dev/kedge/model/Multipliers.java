package dev.kedge.model;

import java.util.OptionalDouble;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The numbers that scale and bound what flows through a decoder (Granite, Gemma).
 *
 * @param embedding what embeddings are multiplied by
 * @param roundedEmbedding whether that number is rounded to the compute type first (Gemma)
 * @param residual what attention and feed-forward block are multiplied by before they are added
 * @param scores what products of queries and keys are multiplied by; {@code 1/√d} if empty
 * @param scoreCap c of {@code c · tanh(score / c)}, if scores are bounded
 * @param logitDivisor what logits are divided by
 * @param logitCap c of {@code c · tanh(logit / c)}, if logits are bounded
 */
public record Multipliers(
        double embedding,
        boolean roundedEmbedding,
        double residual,
        OptionalDouble scores,
        OptionalDouble scoreCap,
        double logitDivisor,
        OptionalDouble logitCap) {

    /** Nothing is scaled and nothing bounded. */
    public static final Multipliers NONE =
            new Multipliers(1, false, 1, OptionalDouble.empty(), OptionalDouble.empty(), 1, OptionalDouble.empty());

    /** Checks the ranges. */
    public Multipliers {
        finite("embedding multiplier", embedding);
        finite("residual multiplier", residual);
        finite("attention multiplier", scores.orElse(1));
        finite("logits divisor", logitDivisor);
        if (logitDivisor == 0 || scoreCap.orElse(1) == 0 || logitCap.orElse(1) == 0) {
            throw new IllegalArgumentException("what logits or scores are divided by must not be 0");
        }
    }

    private static void finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be finite, got " + value);
        }
    }

    /** Divides and bounds logits, float32 of any shape. */
    Tensor onLogits(Tensor logits) {
        Tensor divided = logitDivisor == 1 ? logits : logits.div(new Scalar(logitDivisor));
        return bounded(divided, logitCap);
    }

    /**
     * {@code c · tanh(x / c)}.
     *
     * @param x any shape
     * @param cap c; x itself is returned if empty
     */
    static Tensor bounded(Tensor x, OptionalDouble cap) {
        return cap.isEmpty() ? x : x.div(new Scalar(cap.getAsDouble())).tanh().mul(new Scalar(cap.getAsDouble()));
    }
}
