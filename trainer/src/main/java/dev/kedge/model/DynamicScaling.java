package dev.kedge.model;

import tools.jackson.databind.node.ObjectNode;

/**
 * A base that grows with the length of the text, once that is beyond {@code max_position_embeddings}; before that the
 * frequencies are the plain ones. No text here is longer, so that they are the plain ones always. {@code rope_type:
 * dynamic} of transformers.
 *
 * @param factor how fast the base would grow
 */
public record DynamicScaling(double factor) implements RotaryScaling {

    /** Checks the range. */
    public DynamicScaling {
        RotaryScaling.positive("factor", factor);
    }

    @Override
    public String type() {
        return "dynamic";
    }

    @Override
    public float[] frequencies(double theta, int width) {
        return RotaryFrequencies.plain(theta, width);
    }

    @Override
    public void write(ObjectNode target) {
        target.put("factor", factor);
    }
}
