package dev.kedge.model;

/** The frequencies of the rotary position encoding without scaling, {@code theta^(-2i/d)}. */
final class RotaryFrequencies {

    private RotaryFrequencies() {}

    /**
     * For i from 0 to the last pair, rounded as float32 arithmetic rounds them.
     *
     * @param theta base
     * @param width d, how many components are turned; an odd one is rounded up to whole pairs
     */
    static float[] plain(double theta, int width) {
        float[] frequencies = new float[(width + 1) / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = 1.0f / wavelength(theta, i, width);
        }
        return frequencies;
    }

    /** {@code theta^(2i/d)}. */
    static float wavelength(double theta, int pair, int width) {
        return (float) Math.pow(theta, (float) (2 * pair) / width);
    }
}
