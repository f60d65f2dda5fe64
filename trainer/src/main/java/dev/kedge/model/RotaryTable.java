package dev.kedge.model;

import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.function.DoubleUnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

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

    private final float[] frequencies;
    private final double amplitude;
    private final int maxPositions;
    private final ComputeType type;
    private Tensor cosines; // [positions so far, d], compute type
    private Tensor sines;

    /**
     * A table.
     *
     * @param frequencies one per pair
     * @param amplitude multiplies cosines and sines
     * @param maxPositions the longest it may become
     * @param type of its elements
     */
    RotaryTable(float[] frequencies, double amplitude, int maxPositions, ComputeType type) {
        this.frequencies = frequencies;
        this.amplitude = amplitude;
        this.maxPositions = maxPositions;
        this.type = type;
        int length = Math.min(FIRST_LENGTH, maxPositions);
        cosines = table(length, Math::cos, 1);
        sines = table(length, Math::sin, -1);
    }

    /** The rotations of given positions, int64 {@code [B, T]}. Workers share a table, and one of them may extend it. */
    synchronized Rotation at(Tensor positions) {
        if (maxPositions > cosines.size(0)) {
            extendTo(positions.max().item_long() + 1);
        }
        long[] shape = {positions.size(0), positions.size(1), 1, 2L * frequencies.length};
        Tensor flat = positions.reshape(-1);
        return new Rotation(
                cosines.index_select(0, flat).view(shape),
                sines.index_select(0, flat).view(shape),
                frequencies.length);
    }

    private void extendTo(long length) {
        if (length > cosines.size(0)) {
            int next = (int) Math.min(maxPositions, Math.max(length, 2 * cosines.size(0)));
            close();
            cosines = table(next, Math::cos, 1);
            sines = table(next, Math::sin, -1);
        }
    }

    private Tensor table(int length, DoubleUnaryOperator function, int signOfFirstHalf) {
        int half = frequencies.length;
        int width = 2 * half;
        try (Scope scope = Scope.open()) {
            float[] table = new float[Math.multiplyExact(length, width)];
            for (int position = 0; position < length; position++) {
                int row = position * width;
                for (int i = 0; i < half; i++) {
                    float angle = position * frequencies[i];
                    table[row + half + i] = (float) function.applyAsDouble(angle) * (float) amplitude;
                    table[row + i] = signOfFirstHalf * table[row + half + i];
                }
            }
            return scope.own(HostMemory.tensor(table, length, width).to(type.scalarType()));
        }
    }

    @Override
    public void close() {
        Scope.release(cosines);
        Scope.release(sines);
    }

    /**
     * The rotations of one batch.
     *
     * @param cosines {@code [B, T, 1, r]}, r of a head's d components are turned
     * @param sines {@code [B, T, 1, r]}, the first half negative
     * @param half r/2
     */
    record Rotation(Tensor cosines, Tensor sines, long half) {

        /** Rotates {@code [B, T, heads, d]}. */
        Tensor apply(Tensor heads) {
            long width = heads.size(-1);
            if (width == 2 * half) {
                return turn(heads);
            }
            Tensor turned = turn(heads.narrow(-1, 0, 2 * half));
            return torch.cat(new TensorVector(turned, heads.narrow(-1, 2 * half, width - 2 * half)), -1);
        }

        private Tensor turn(Tensor heads) {
            Tensor swapped = heads.roll(new long[] {half}, -1);
            return heads.mul(cosines).addcmul(swapped, sines);
        }

        /** Another rotation in the rows that a mask names, bool {@code [B, 1, 1, 1]}. */
        Rotation where(Tensor mask, Rotation other) {
            return new Rotation(torch.where(mask, other.cosines, cosines), torch.where(mask, other.sines, sines), half);
        }
    }
}
