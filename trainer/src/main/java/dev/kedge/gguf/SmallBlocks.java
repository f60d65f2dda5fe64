package dev.kedge.gguf;

import java.nio.ByteBuffer;

/**
 * Blocks of 32 numbers with one scale d, and in the kinds that end with 1 a smallest value m, both of 16 bits: {@code x
 * = d·(q - offset)} or {@code x = d·q + m}. Of 4 bits, the lower halves of 16 bytes are the first 16 numbers and the
 * upper halves the last 16; a fifth bit stands in a word of 32 before them.
 */
final class SmallBlocks {

    /** Numbers in a block. */
    static final int ELEMENTS = 32;

    private static final int HALF = ELEMENTS / 2;

    /** Added to any number it changes nothing, not even the sign of a zero. */
    private static final float NONE = -0.0f;

    private SmallBlocks() {}

    /** {@code d·(q - 8)}, q of 4 bits; 18 bytes. */
    static void readQ40(ByteBuffer block, int at, float[] into, int first) {
        read4(block, at + 2, scale(block, at), -8, NONE, into, first);
    }

    /** {@code d·q + m}, q of 4 bits; 20 bytes. */
    static void readQ41(ByteBuffer block, int at, float[] into, int first) {
        read4(block, at + 4, scale(block, at), 0, scale(block, at + 2), into, first);
    }

    /** {@code d·(q - 16)}, q of 5 bits; 22 bytes. */
    static void readQ50(ByteBuffer block, int at, float[] into, int first) {
        read5(block, at + 2, scale(block, at), -16, NONE, into, first);
    }

    /** {@code d·q + m}, q of 5 bits; 24 bytes. */
    static void readQ51(ByteBuffer block, int at, float[] into, int first) {
        read5(block, at + 4, scale(block, at), 0, scale(block, at + 2), into, first);
    }

    /** {@code d·q}, q of 8 bits with a sign; 34 bytes. */
    static void readQ80(ByteBuffer block, int at, float[] into, int first) {
        float scale = scale(block, at);
        for (int i = 0; i < ELEMENTS; i++) {
            into[first + i] = scale * block.get(at + 2 + i);
        }
    }

    /** The largest magnitude becomes 127. */
    static void writeQ80(float[] numbers, int first, ByteBuffer block) {
        float largest = 0;
        for (int i = 0; i < ELEMENTS; i++) {
            largest = Math.max(largest, Math.abs(numbers[first + i]));
        }
        float scale = largest / 127;
        float inverse = scale == 0 ? 0 : 1 / scale;
        block.putShort(HalfPrecision.toHalf(scale));
        for (int i = 0; i < ELEMENTS; i++) {
            float scaled = numbers[first + i] * inverse;
            block.put((byte) (Math.signum(scaled) * Math.floor(Math.abs(scaled) + 0.5f))); // halves away from 0
        }
    }

    /** The number of the largest magnitude becomes 0, that is -8 times the scale. */
    static void writeQ40(float[] numbers, int first, ByteBuffer block) {
        float extreme = 0;
        for (int i = 0; i < ELEMENTS; i++) {
            extreme = Math.abs(numbers[first + i]) > Math.abs(extreme) ? numbers[first + i] : extreme;
        }
        float scale = extreme / -8;
        float inverse = scale == 0 ? 0 : 1 / scale;
        block.putShort(HalfPrecision.toHalf(scale));
        for (int i = 0; i < HALF; i++) {
            int low = Math.min(15, (int) (numbers[first + i] * inverse + 8.5f));
            int high = Math.min(15, (int) (numbers[first + i + HALF] * inverse + 8.5f));
            block.put((byte) (low | (high << 4)));
        }
    }

    private static void read4(ByteBuffer block, int at, float scale, int offset, float least, float[] into, int first) {
        for (int i = 0; i < HALF; i++) {
            int pair = block.get(at + i);
            into[first + i] = scale * ((pair & 0xF) + offset) + least;
            into[first + i + HALF] = scale * (((pair >>> 4) & 0xF) + offset) + least;
        }
    }

    private static void read5(ByteBuffer block, int at, float scale, int offset, float least, float[] into, int first) {
        int fifth = block.getInt(at);
        for (int i = 0; i < HALF; i++) {
            int pair = block.get(at + 4 + i);
            int low = (pair & 0xF) | (((fifth >>> i) & 1) << 4);
            int high = ((pair >>> 4) & 0xF) | (((fifth >>> (i + HALF)) & 1) << 4);
            into[first + i] = scale * (low + offset) + least;
            into[first + i + HALF] = scale * (high + offset) + least;
        }
    }

    private static float scale(ByteBuffer block, int at) {
        return HalfPrecision.ofHalf(block.getShort(at));
    }
}
