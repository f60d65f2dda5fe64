package dev.kedge.model;

import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import org.bytedeco.pytorch.Tensor;

/**
 * Cosines and sines of the rotary position encoding (Su et al. 2021, arXiv:2104.09864) for every position.
 *
 * <p>Frequency {@code i} of d/2 turns the pair {@code (x_i, x_(i+d/2))} by the angle {@code position · theta^(-2i/d)}.
 * Angles are formed in float32 as transformers forms them. The first half of the sines carries a minus sign, so that
 * rotation is {@code x·cos + roll(x, d/2)·sin}.
 */
final class RotaryTable implements AutoCloseable {

    private final long headWidth;
    private final Tensor cosines; // [maxPositions, d], compute type
    private final Tensor sines;

    RotaryTable(DecoderConfig config, ComputeType type) {
        headWidth = config.headWidth();
        int half = config.headWidth() / 2;
        float[] frequencies = inverseFrequencies(config.ropeTheta(), config.headWidth());
        float[] cosine = new float[config.maxPositions() * config.headWidth()];
        float[] sine = new float[cosine.length];
        for (int position = 0; position < config.maxPositions(); position++) {
            for (int i = 0; i < half; i++) {
                float angle = position * frequencies[i];
                int first = position * config.headWidth() + i;
                cosine[first] = (float) Math.cos(angle);
                cosine[first + half] = cosine[first];
                sine[first + half] = (float) Math.sin(angle);
                sine[first] = -sine[first + half];
            }
        }
        try (Scope scope = Scope.open()) {
            cosines = scope.own(
                    HostMemory.tensor(cosine, config.maxPositions(), headWidth).to(type.scalarType()));
            sines = scope.own(
                    HostMemory.tensor(sine, config.maxPositions(), headWidth).to(type.scalarType()));
        }
    }

    /** The rotations of given positions, int64 {@code [B, T]}. */
    Rotation at(Tensor positions) {
        long[] shape = {positions.size(0), positions.size(1), 1, headWidth};
        Tensor flat = positions.reshape(-1);
        return new Rotation(
                cosines.index_select(0, flat).view(shape),
                sines.index_select(0, flat).view(shape),
                headWidth / 2);
    }

    /** {@code theta^(-2i/d)} for i from 0 to d/2 - 1, rounded as float32 arithmetic rounds it. */
    static float[] inverseFrequencies(double theta, int headWidth) {
        float[] frequencies = new float[headWidth / 2];
        for (int i = 0; i < frequencies.length; i++) {
            float exponent = (float) (2 * i) / headWidth;
            frequencies[i] = 1.0f / (float) Math.pow(theta, exponent);
        }
        return frequencies;
    }

    @Override
    public void close() {
        Scope.release(cosines);
        Scope.release(sines);
    }

    /**
     * The rotations of one batch.
     *
     * @param cosines {@code [B, T, 1, d]}
     * @param sines {@code [B, T, 1, d]}, the first half negative
     * @param half d/2
     */
    record Rotation(Tensor cosines, Tensor sines, long half) {

        /** Rotates {@code [B, T, heads, d]}. */
        Tensor apply(Tensor heads) {
            Tensor swapped = heads.roll(new long[] {half}, -1);
            return heads.mul(cosines).addcmul(swapped, sines);
        }
    }
}
