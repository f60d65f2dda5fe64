package dev.kedge.model.hub;

import java.util.Arrays;

/**
 * One entry of a safetensors header.
 *
 * @param name unique in the file
 * @param type of the elements
 * @param shape row-major; empty for a single number; read-only
 * @param begin first byte, counted from the end of the header
 * @param end one past the last byte
 */
record StoredTensor(String name, ElementType type, long[] shape, long begin, long end) {

    long elements() {
        return (end - begin) / type.bytes();
    }

    boolean hasShape(long[] expected) {
        return Arrays.equals(shape, expected);
    }
}
