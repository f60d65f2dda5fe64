package dev.kedge.model;

import tools.jackson.databind.node.ObjectNode;

/**
 * Frequencies for the first pairs of a head only, the others stand still, all divided by a number. {@code rope_type:
 * proportional} of transformers.
 *
 * @param share of a head's pairs that turn, in [0, 1]
 * @param factor above 0
 */
public record ProportionalScaling(double share, double factor) implements RotaryScaling {

    /** Checks the ranges. */
    public ProportionalScaling {
        RotaryScaling.positive("factor", factor);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("partial_rotary_factor must be in [0, 1], got " + share);
        }
    }

    @Override
    public String type() {
        return "proportional";
    }

    @Override
    public float[] frequencies(double theta, int width) {
        float[] frequencies = RotaryFrequencies.plain(theta, width);
        int turning = (int) Math.floor(share * width / 2);
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = i < turning ? frequencies[i] / (float) factor : 0;
        }
        return frequencies;
    }

    @Override
    public void write(ObjectNode target) {
        target.put("factor", factor);
        target.put("partial_rotary_factor", share);
    }
}
