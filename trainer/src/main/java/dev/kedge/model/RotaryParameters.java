package dev.kedge.model;

import java.util.Optional;

/**
 * The rotary positions of a decoder: which frequencies turn how much of each head.
 *
 * @param theta base of the frequencies {@code theta^(-2i/d)}
 * @param scaling how frequencies are scaled for texts longer than those of the first training; empty if they are not
 * @param turnedShare of a head's components that are turned, the first ones; in (0, 1]
 */
public record RotaryParameters(double theta, Optional<RotaryScaling> scaling, double turnedShare) {

    /** Checks the ranges. */
    public RotaryParameters {
        if (!(theta > 0 && theta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("rope theta must be > 0 and finite, got " + theta);
        }
        if (!(turnedShare > 0 && turnedShare <= 1)) {
            throw new IllegalArgumentException("partial_rotary_factor must be in (0, 1], got " + turnedShare);
        }
    }

    /**
     * Positions that turn whole heads.
     *
     * @param theta base of the frequencies
     * @param scaling how they are scaled, if they are
     */
    public RotaryParameters(double theta, Optional<RotaryScaling> scaling) {
        this(theta, scaling, 1);
    }

    /**
     * Positions without scaling.
     *
     * @param theta base of the frequencies
     */
    public static RotaryParameters unscaled(double theta) {
        return new RotaryParameters(theta, Optional.empty());
    }

    /**
     * How many components of a head are turned, before an odd number is rounded up to pairs.
     *
     * @param headWidth d
     */
    public int turnedWidth(int headWidth) {
        return (int) (headWidth * turnedShare);
    }

    /**
     * Refuses a text that would grow over the length at which its frequencies change.
     *
     * @param prompt tokens that are there
     * @param more tokens that may come
     * @throws IllegalArgumentException if the scaling is {@code longrope} and keys of both kinds would be read together
     */
    public void checkGrowth(int prompt, int more) {
        byLength().ifPresent(scaling -> scaling.checkGrowth(prompt, more));
    }

    /**
     * Whether a token's rotation depends on how long its text is ({@code longrope}), so that texts of different lengths
     * cannot share the tokens that they begin with.
     */
    public boolean dependsOnLength() {
        return byLength().isPresent();
    }

    /** What holds for texts of at most the positions of the first training, or for all: one frequency per pair. */
    float[] frequencies(int headWidth) {
        int width = turnedWidth(headWidth);
        return scaling.map(scaled -> scaled.frequencies(theta, width))
                .orElseGet(() -> RotaryFrequencies.plain(theta, width));
    }

    /** What cosines and sines are multiplied by. */
    double amplitude() {
        return scaling.map(RotaryScaling::amplitude).orElse(1.0);
    }

    /** The scaling whose frequencies depend on a text's length, if it is one. */
    Optional<LongRopeScaling> byLength() {
        return scaling.filter(LongRopeScaling.class::isInstance).map(LongRopeScaling.class::cast);
    }
}
