package dev.kedge.train.internal.update;

import java.util.List;

/** Arrays of several samples, one behind the other. */
final class Joined {

    private Joined() {}

    static float[] floats(List<float[]> arrays) {
        float[] flat = new float[arrays.stream().mapToInt(array -> array.length).sum()];
        int start = 0;
        for (float[] array : arrays) {
            System.arraycopy(array, 0, flat, start, array.length);
            start += array.length;
        }
        return flat;
    }

    static long[] longs(List<long[]> arrays) {
        long[] flat = new long[arrays.stream().mapToInt(array -> array.length).sum()];
        int start = 0;
        for (long[] array : arrays) {
            System.arraycopy(array, 0, flat, start, array.length);
            start += array.length;
        }
        return flat;
    }
}
