package dev.kedge.model.hub;

import java.util.Arrays;

/**
 * A tensor of a PyTorch file as its pickle describes it, checked against its storage.
 *
 * @param storage whose elements it shows
 * @param offset of its first element
 * @param shape row-major; read-only
 * @param strides how many elements of the storage lie between neighbours, one for each size; read-only
 */
record PickledTensor(PickledStorage storage, long offset, long[] shape, long[] strides) {

    /**
     * Checks that every element lies in the storage.
     *
     * @throws IllegalArgumentException if one does not, or a number is absurd
     */
    PickledTensor {
        boolean valid = offset >= 0 && shape.length == strides.length;
        valid &= Arrays.stream(shape).allMatch(size -> size >= 0);
        valid &= Arrays.stream(strides).allMatch(stride -> stride >= 0);
        if (!valid || end(offset, shape, strides) > storage.elements()) {
            throw new IllegalArgumentException("a tensor of shape " + Arrays.toString(shape) + " and strides "
                    + Arrays.toString(strides) + " from element " + offset + " on does not lie in its storage "
                    + storage.key() + " of " + storage.elements() + " elements");
        }
    }

    /** One past the last element that it shows. */
    private static long end(long offset, long[] shape, long[] strides) {
        try {
            long last = offset;
            long elements = 1;
            for (int i = 0; i < shape.length; i++) {
                last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[i] - 1), strides[i]));
                elements = Math.multiplyExact(elements, shape[i]);
            }
            return elements == 0 ? offset : Math.addExact(last, 1);
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    long elements() {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    /** How many elements of the storage lie between its first and its last, both counted. */
    long span() {
        return end(0, shape, strides);
    }
}
