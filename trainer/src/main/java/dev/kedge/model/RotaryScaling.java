package dev.kedge.model;

import tools.jackson.databind.node.ObjectNode;

/**
 * A way to stretch rotary frequencies for texts longer than those of the first training: one {@code rope_type} of
 * transformers with its settings.
 */
public sealed interface RotaryScaling
        permits LinearScaling, DynamicScaling, YarnScaling, LongRopeScaling, Llama3Scaling, ProportionalScaling {

    /**
     * The value of {@code rope_type}.
     *
     * @return for example {@code yarn}
     */
    String type();

    /**
     * The frequencies that are used in place of {@code theta^(-2i/d)}, in float32 as transformers forms them.
     *
     * @param theta base of the frequencies
     * @param width how many components of a head are turned
     * @return one per pair of components
     */
    float[] frequencies(double theta, int width);

    /**
     * What cosines and sines are multiplied by, which makes the scores of attention sharper.
     *
     * @return above 0; 1 for most kinds
     */
    default double amplitude() {
        return 1;
    }

    /**
     * Writes the settings, without the type.
     *
     * @param target receives the keys of {@code rope_scaling}
     */
    void write(ObjectNode target);

    /**
     * Refuses a factor that is no number above 0.
     *
     * @param name of the setting
     * @param value what was given
     */
    static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("rotary scaling " + name + " must be > 0 and finite, got " + value);
        }
    }
}
