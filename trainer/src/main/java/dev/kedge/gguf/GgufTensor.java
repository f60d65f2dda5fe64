package dev.kedge.gguf;

import java.util.List;

/**
 * An entry of a GGUF file.
 *
 * @param name unique in the file
 * @param type of the elements
 * @param shape row-major, the last one running fastest: the other way round than in the file
 * @param offset first byte, counted from the beginning of the data
 */
public record GgufTensor(String name, TensorType type, List<Long> shape, long offset) {

    /** Takes a copy. */
    public GgufTensor {
        shape = List.copyOf(shape);
    }

    /** How many numbers there are. */
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** How many bytes they take. */
    public long bytes() {
        return Math.multiplyExact(elements() / type.blockElements(), (long) type.blockBytes());
    }
}
