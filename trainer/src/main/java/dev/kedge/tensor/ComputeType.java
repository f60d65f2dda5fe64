package dev.kedge.tensor;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The element type of weights and activations in the forward and backward pass. Losses and log-probs are float32
 * always.
 */
public enum ComputeType {
    /** 32-bit IEEE 754. */
    FLOAT32(ScalarType.Float, 4),
    /** 16 bits with float32's exponent range and 8 bits of precision. */
    BFLOAT16(ScalarType.BFloat16, 2);

    private final ScalarType scalarType;
    private final int bytes;

    ComputeType(ScalarType scalarType, int bytes) {
        this.scalarType = scalarType;
        this.bytes = bytes;
    }

    /**
     * libtorch's name for the type.
     *
     * @return the scalar type
     */
    public ScalarType scalarType() {
        return scalarType;
    }

    /**
     * Whether a tensor has this type. Compare in no other way: {@code Tensor.scalar_type()} returns a new object each
     * time, so that {@code ==} with a constant is always false.
     *
     * @param tensor any tensor
     * @return true if its elements are of this type
     */
    public boolean isTypeOf(Tensor tensor) {
        return tensor.scalar_type().value == scalarType.value;
    }

    /**
     * The size of one element.
     *
     * @return bytes
     */
    public int bytes() {
        return bytes;
    }
}
