package dev.kedge.model.hub;

import dev.kedge.tensor.ComputeType;
import java.util.Locale;

/** The element types in which weights are stored. */
public enum StorageType {
    /** 32-bit IEEE 754. */
    FLOAT32(ElementType.F32),
    /** Float32's exponent range with 8 bits of precision. */
    BFLOAT16(ElementType.BF16),
    /** 16-bit IEEE 754: 11 bits of precision, at most 65,504. */
    FLOAT16(ElementType.F16);

    private final ElementType element;

    StorageType(ElementType element) {
        this.element = element;
    }

    /**
     * The type that holds a model's numbers as they are.
     *
     * @param type of its weights
     * @return the type of the same name
     */
    public static StorageType of(ComputeType type) {
        return type == ComputeType.BFLOAT16 ? BFLOAT16 : FLOAT32;
    }

    ElementType element() {
        return element;
    }

    /** As config.json writes it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
