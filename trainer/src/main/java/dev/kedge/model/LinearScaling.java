package dev.kedge.model;

import tools.jackson.databind.node.ObjectNode;

/**
 * Rotary frequencies divided by one number, which puts {@code factor} positions where one was. {@code rope_type:
 * linear} of transformers; Chen et al. 2023, arXiv:2306.15595.
 *
 * @param factor above 0
 */
public record LinearScaling(double factor) implements RotaryScaling {

    /** Checks the range. */
    public LinearScaling {
        RotaryScaling.positive("factor", factor);
    }

    @Override
    public String type() {
        return "linear";
    }

    @Override
    public float[] frequencies(double theta, int width) {
        float[] frequencies = RotaryFrequencies.plain(theta, width);
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] /= (float) factor;
        }
        return frequencies;
    }

    @Override
    public void write(ObjectNode target) {
        target.put("factor", factor);
    }
}
