package dev.kedge.model;

import tools.jackson.databind.node.ObjectNode;

/**
 * Rotary frequencies scaled as Llama 3.1 scales them: wavelengths beyond {@code originalPositions / lowFrequencyFactor}
 * are stretched by {@code factor}, those below {@code originalPositions / highFrequencyFactor} stay, and between them
 * the two are blended. {@code rope_type: llama3} of transformers; Grattafiori et al. 2024, arXiv:2407.21783.
 *
 * @param factor how much long wavelengths are stretched, at least 1
 * @param lowFrequencyFactor ends the stretched part, above 0
 * @param highFrequencyFactor ends the blended part, above {@code lowFrequencyFactor}
 * @param originalPositions positions of the first training
 */
public record Llama3Scaling(double factor, double lowFrequencyFactor, double highFrequencyFactor, int originalPositions)
        implements RotaryScaling {

    /** Checks the ranges. */
    public Llama3Scaling {
        if (!(factor >= 1) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("rotary scaling factor must be >= 1 and finite, got " + factor);
        }
        if (!(lowFrequencyFactor > 0 && highFrequencyFactor > lowFrequencyFactor)
                || Double.isInfinite(highFrequencyFactor)) {
            throw new IllegalArgumentException("rotary scaling needs 0 < low_freq_factor < high_freq_factor, got "
                    + lowFrequencyFactor + " and " + highFrequencyFactor);
        }
        if (originalPositions < 1) {
            throw new IllegalArgumentException(
                    "original_max_position_embeddings must be >= 1, got " + originalPositions);
        }
    }

    @Override
    public String type() {
        return "llama3";
    }

    @Override
    public float[] frequencies(double theta, int width) {
        float[] frequencies = RotaryFrequencies.plain(theta, width);
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = scale(frequencies[i]);
        }
        return frequencies;
    }

    @Override
    public void write(ObjectNode target) {
        target.put("factor", factor);
        target.put("high_freq_factor", highFrequencyFactor);
        target.put("low_freq_factor", lowFrequencyFactor);
        target.put("original_max_position_embeddings", originalPositions);
    }

    /**
     * Scales an inverse frequency, in float32 as transformers does.
     *
     * @param inverseFrequency {@code theta^(-2i/d)}
     * @return the frequency that is used
     */
    public float scale(float inverseFrequency) {
        float wavelength = (float) (2 * Math.PI) / inverseFrequency;
        float longest = (float) (originalPositions / lowFrequencyFactor);
        float shortest = (float) (originalPositions / highFrequencyFactor);
        if (wavelength < shortest) {
            return inverseFrequency;
        }
        float stretched = inverseFrequency / (float) factor;
        if (wavelength > longest) {
            return stretched;
        }
        float smooth = (originalPositions / wavelength - (float) lowFrequencyFactor)
                / (float) (highFrequencyFactor - lowFrequencyFactor);
        return (1 - smooth) * stretched + smooth * inverseFrequency;
    }
}
