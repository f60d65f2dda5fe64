package dev.kedge.model;

import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.function.DoubleUnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * Cosines and sines of the rotary position encoding (Su et al. 2021, arXiv:2104.09864) for every position.
 *
 * <p>Frequency {@code i} of d/2 turns the pair {@code (x_i, x_(i+d/2))} by the angle {@code position · theta^(-2i/d)}.
 * Angles are formed in float32 as transformers forms them. The first half of the sines carries a minus sign, so that
 * rotation is {@code x·cos + roll(x, d/2)·sin}.
 */
final class RotaryTable implements AutoCloseable {

    /** Positions tabulated at first; a longer table is made when a batch needs it. */
    private static final int FIRST_LENGTH = 4096;

    private final DecoderConfig config;
    private final ComputeType type;
    private Tensor cosines; // [positions so far, d], compute type
    private Tensor sines;

    RotaryTable(DecoderConfig config, ComputeType type) {
        this.config = config;
        this.type = type;
        int length = Math.min(FIRST_LENGTH, config.maxPositions());
        cosines = table(length, Math::cos, 1);
        sines = table(length, Math::sin, -1);
    }

    /** The rotations of given positions, int64 {@code [B, T]}. */
    Rotation at(Tensor positions) {
        if (config.maxPositions() > cosines.size(0)) {
            extendTo(positions.max().item_long() + 1);
        }
        long[] shape = {positions.size(0), positions.size(1), 1, config.headWidth()};
        Tensor flat = positions.reshape(-1);
        return new Rotation(
                cosines.index_select(0, flat).view(shape),
                sines.index_select(0, flat).view(shape),
                config.headWidth() / 2);
    }

    private void extendTo(long length) {
        if (length > cosines.size(0)) {
            int next = (int) Math.min(config.maxPositions(), Math.max(length, 2 * cosines.size(0)));
            close();
            cosines = table(next, Math::cos, 1);
            sines = table(next, Math::sin, -1);
        }
    }

    private Tensor table(int length, DoubleUnaryOperator function, int signOfFirstHalf) {
        int half = config.headWidth() / 2;
        float[] frequencies = inverseFrequencies(config.rope(), config.headWidth());
        try (Scope scope = Scope.open()) {
            float[] table = new float[Math.multiplyExact(length, config.headWidth())];
            for (int position = 0; position < length; position++) {
                int row = position * config.headWidth();
                for (int i = 0; i < half; i++) {
                    float angle = position * frequencies[i];
                    table[row + half + i] = (float) function.applyAsDouble(angle);
                    table[row + i] = signOfFirstHalf * table[row + half + i];
                }
            }
            return scope.own(
                    HostMemory.tensor(table, length, config.headWidth()).to(type.scalarType()));
        }
    }

    /** {@code theta^(-2i/d)} for i from 0 to d/2 - 1, scaled if asked for, rounded as float32 arithmetic rounds it. */
    static float[] inverseFrequencies(RotaryParameters rope, int headWidth) {
        float[] frequencies = new float[headWidth / 2];
        for (int i = 0; i < frequencies.length; i++) {
            float exponent = (float) (2 * i) / headWidth;
            float frequency = 1.0f / (float) Math.pow(rope.theta(), exponent);
            frequencies[i] = rope.scaling().isPresent() ? rope.scaling().get().scale(frequency) : frequency;
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
