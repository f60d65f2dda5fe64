package dev.kedge.model;

import tools.jackson.databind.node.ObjectNode;

/**
 * Rotary frequencies of which the slow ones are divided by {@code factor}, the fast ones stay, and those between are
 * blended; cosines and sines are multiplied by {@code 0.1 · log(factor) + 1}. {@code rope_type: yarn} of transformers;
 * Peng et al. 2023, arXiv:2309.00071, section 3.
 *
 * @param factor how much slow frequencies are divided by
 * @param originalPositions positions of the first training
 * @param fastTurns a frequency stays that turns so often within the original positions
 * @param slowTurns a frequency is divided that turns so rarely
 * @param truncate whether the ends of the blended part are rounded to whole pairs
 * @param amplitude what cosines and sines are multiplied by; {@link #sharpness} of the factor unless a file says
 *     otherwise
 */
public record YarnScaling(
        double factor, int originalPositions, double fastTurns, double slowTurns, boolean truncate, double amplitude)
        implements RotaryScaling {

    /** Checks the ranges. */
    public YarnScaling {
        RotaryScaling.positive("factor", factor);
        RotaryScaling.positive("original_max_position_embeddings", originalPositions);
        RotaryScaling.positive("beta_fast", fastTurns);
        RotaryScaling.positive("beta_slow", slowTurns);
        if (!Double.isFinite(amplitude)) {
            throw new IllegalArgumentException("attention_factor must be finite, got " + amplitude);
        }
    }

    @Override
    public String type() {
        return "yarn";
    }

    /**
     * {@code 0.1 · weight · log(factor) + 1} for factors above 1, else 1.
     *
     * @param factor how much is stretched
     * @param weight {@code mscale}
     */
    public static double sharpness(double factor, double weight) {
        return factor <= 1 ? 1 : 0.1 * weight * Math.log(factor) + 1;
    }

    @Override
    public float[] frequencies(double theta, int width) {
        double low = pair(fastTurns, theta, width);
        double high = pair(slowTurns, theta, width);
        low = Math.max(truncate ? Math.floor(low) : low, 0);
        high = Math.min(truncate ? Math.ceil(high) : high, width - 1);
        if (low == high) {
            high += 0.001; // as transformers: a step in place of a ramp
        }
        float[] frequencies = new float[width / 2];
        for (int i = 0; i < frequencies.length; i++) {
            float wavelength = RotaryFrequencies.wavelength(theta, i, width);
            float ramp = Math.min(1, Math.max(0, (i - (float) low) / (float) (high - low)));
            float kept = 1 - ramp;
            frequencies[i] = 1 / ((float) factor * wavelength) * (1 - kept) + 1 / wavelength * kept;
        }
        return frequencies;
    }

    /** The pair that turns so often within the original positions. */
    private double pair(double turns, double theta, int width) {
        return width * Math.log(originalPositions / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
    }

    @Override
    public void write(ObjectNode target) {
        target.put("factor", factor);
        target.put("original_max_position_embeddings", originalPositions);
        target.put("beta_fast", fastTurns);
        target.put("beta_slow", slowTurns);
        target.put("truncate", truncate);
        target.put("attention_factor", amplitude);
    }
}
