package dev.kedge.gguf;

import java.util.List;

/**
 * A tensor to be written.
 *
 * @param name unique in the file
 * @param type of the elements; one that can be written
 * @param shape row-major
 * @param numbers hands on all of them in row-major order, in parts of whole blocks
 */
public record NewTensor(String name, TensorType type, List<Long> shape, Numbers numbers) {

    /** The numbers of a tensor, in order. */
    @FunctionalInterface
    public interface Numbers {

        /**
         * Hands them on.
         *
         * @param sink receives them
         */
        void to(GgufFile.Sink sink);
    }

    /** Checks that it can be written. */
    public NewTensor {
        shape = List.copyOf(shape);
        long row = shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
        if (!type.isWritable() || row % type.blockElements() != 0) {
            throw new IllegalArgumentException("tensor " + name + " of shape " + shape + " cannot be written as " + type
                    + ": rows must be a multiple of " + type.blockElements() + " long");
        }
    }

    GgufTensor at(long offset) {
        return new GgufTensor(name, type, shape, offset);
    }
}
