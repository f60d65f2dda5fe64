package dev.kedge.model;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rotary frequencies divided by one number each, of two lists: one for texts within the positions of the first
 * training, one for longer texts. {@code rope_type: longrope} of transformers; Ding et al. 2024, arXiv:2402.13753.
 *
 * <p>Which list holds depends on a text's length, so that keys which were turned by one must not be read beside keys
 * which were turned by the other.
 *
 * @param shortFactors divisors for texts of at most {@code originalPositions} tokens, one per pair
 * @param longFactors divisors for longer texts, one per pair
 * @param originalPositions positions of the first training
 * @param amplitude what cosines and sines are multiplied by
 */
public record LongRopeScaling(
        List<Double> shortFactors, List<Double> longFactors, int originalPositions, double amplitude)
        implements RotaryScaling {

    /** Copies the lists and checks the ranges. */
    public LongRopeScaling {
        shortFactors = List.copyOf(shortFactors);
        longFactors = List.copyOf(longFactors);
        RotaryScaling.positive("original_max_position_embeddings", originalPositions);
        if (!(amplitude >= 0 && amplitude < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("attention_factor must be >= 0 and finite, got " + amplitude);
        }
    }

    /**
     * What transformers multiplies cosines and sines by, {@code √(1 + log(factor) / log(original))}, where nothing else
     * is written.
     *
     * @param factor how much longer texts have become
     * @param originalPositions positions of the first training
     * @return 1 for a factor of at most 1
     */
    public static double amplitude(double factor, int originalPositions) {
        return factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(originalPositions));
    }

    @Override
    public String type() {
        return "longrope";
    }

    @Override
    public float[] frequencies(double theta, int width) {
        return frequencies("short_factor", shortFactors, theta, width);
    }

    /**
     * The frequencies of texts longer than {@link #originalPositions}.
     *
     * @param theta base of the frequencies
     * @param width how many components of a head are turned
     */
    public float[] longFrequencies(double theta, int width) {
        return frequencies("long_factor", longFactors, theta, width);
    }

    /** Refuses lists that do not fit a head. */
    void checkWidth(int width) {
        frequencies(1, width);
        longFrequencies(1, width);
    }

    /** Refuses a text whose keys would be turned by both lists. */
    void checkGrowth(int prompt, int more) {
        if (prompt <= originalPositions && prompt + more > originalPositions) {
            throw new IllegalArgumentException("rotary positions of type longrope change beyond " + originalPositions
                    + " tokens: prompt and completion must be at most so many, or the prompt more, got " + prompt
                    + " and max_new_tokens " + more);
        }
    }

    private static float[] frequencies(String name, List<Double> factors, double theta, int width) {
        if (width % 2 != 0) {
            throw new IllegalArgumentException("longrope must turn an even part of a head, got " + width);
        }
        float[] frequencies = new float[width / 2];
        if (factors.size() != frequencies.length) {
            throw new IllegalArgumentException(
                    name + " must have " + frequencies.length + " numbers, got " + factors.size());
        }
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = 1 / (factors.get(i).floatValue() * RotaryFrequencies.wavelength(theta, i, width));
        }
        return frequencies;
    }

    @Override
    public void write(ObjectNode target) {
        target.put("attention_factor", amplitude);
        shortFactors.forEach(target.putArray("short_factor")::add);
        longFactors.forEach(target.putArray("long_factor")::add);
        target.put("original_max_position_embeddings", originalPositions);
    }
}
