package dev.kedge.model;

import dev.kedge.tensor.ComputeType;
import java.util.Locale;

/**
 * In which element types a model computes, keeps its weights, and whether it is trained.
 *
 * <p>Bytes per weight: trained in float32 8 (weight, gradient), with bfloat16 passes 12 (rounded copies of both), all
 * in bfloat16 4; the optimizer adds two float32 moments, 8. Frozen 4 or 2.
 *
 * @param compute of the forward and backward pass
 * @param weights what the optimizer changes and a checkpoint holds: float32, or the compute type
 * @param trained whether there is a gradient
 */
public record Precision(ComputeType compute, ComputeType weights, boolean trained) {

    /** Checks the combination. */
    public Precision {
        if (weights != ComputeType.FLOAT32 && weights != compute) {
            throw new IllegalArgumentException(
                    "weights must be float32 or of the compute type, " + name(compute) + ", got " + name(weights));
        }
    }

    /**
     * Float32 weights to be trained, which passes see rounded to their type.
     *
     * @param compute of the passes
     * @return the usual way to train
     */
    public static Precision master(ComputeType compute) {
        return new Precision(compute, ComputeType.FLOAT32, true);
    }

    /**
     * Weights that nothing changes, in the type of the forward pass only and without a gradient.
     *
     * @param compute of the forward pass
     * @return for inference, reference policies and the base of adapters
     */
    public static Precision frozen(ComputeType compute) {
        return new Precision(compute, compute, false);
    }

    /** Whether passes use a rounded copy of the weights. */
    boolean rounded() {
        return weights != compute;
    }

    private static String name(ComputeType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
