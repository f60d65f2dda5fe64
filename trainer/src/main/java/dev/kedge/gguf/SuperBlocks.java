package dev.kedge.gguf;

import java.nio.ByteBuffer;

/**
 * Blocks of 256 numbers, the "K" kinds: a scale d for the block, and for each part of it a scale of few bits. Kinds 4
 * and 5 have eight parts of 32, each {@code x = d·s·q - e·m} with s and m of 6 bits and a second scale e; kind 6 has
 * sixteen parts of 16, each {@code x = d·s·(q - 32)} with s of 8 bits with a sign.
 */
final class SuperBlocks {

    /** Numbers in a block. */
    static final int ELEMENTS = 256;

    private static final int PART = 32;
    private static final int SCALES = 4;

    private SuperBlocks() {}

    /** q of 4 bits; 144 bytes: d, e, 12 bytes of scales, 128 of q. */
    static void readQ4K(ByteBuffer block, int at, float[] into, int first) {
        readWithLeast(block, at, at + SCALES + 12, -1, into, first);
    }

    /** q of 5 bits; 176 bytes: d, e, 12 bytes of scales, 32 of fifth bits, 128 of the lower four. */
    static void readQ5K(ByteBuffer block, int at, float[] into, int first) {
        readWithLeast(block, at, at + SCALES + 12 + PART, at + SCALES + 12, into, first);
    }

    /**
     * Parts 2k and 2k+1 share 32 bytes: the lower four bits and the upper four; their fifth bits are bits 2k and 2k+1.
     */
    private static void readWithLeast(ByteBuffer block, int at, int quants, int fifths, float[] into, int first) {
        float scale = HalfPrecision.ofHalf(block.getShort(at));
        float scaleOfLeast = HalfPrecision.ofHalf(block.getShort(at + 2));
        for (int part = 0; part < ELEMENTS / PART; part++) {
            float ofPart = scale * scaleOf(block, at + SCALES, part);
            float least = scaleOfLeast * leastOf(block, at + SCALES, part);
            int bytes = quants + PART * (part / 2);
            int shift = 4 * (part % 2);
            for (int i = 0; i < PART; i++) {
                int fifth = fifths < 0 ? 0 : ((block.get(fifths + i) >>> part) & 1) << 4;
                int quant = ((block.get(bytes + i) >>> shift) & 0xF) | fifth;
                into[first + PART * part + i] = ofPart * quant - least;
            }
        }
    }

    /**
     * Of 12 bytes the first four hold scales 0 to 3 in six bits; 4 to 7 have their lower four bits in the last four.
     */
    private static int scaleOf(ByteBuffer block, int scales, int part) {
        return part < 4
                ? block.get(scales + part) & 0x3F
                : (block.get(scales + part + 4) & 0xF) | (((block.get(scales + part - 4) >>> 6) & 0x3) << 4);
    }

    private static int leastOf(ByteBuffer block, int scales, int part) {
        return part < 4
                ? block.get(scales + part + 4) & 0x3F
                : ((block.get(scales + part + 4) >>> 4) & 0xF) | (((block.get(scales + part) >>> 6) & 0x3) << 4);
    }

    /** 210 bytes: 128 of lower four bits, 64 of upper two, 16 scales, d. Each half of the block has half of each. */
    static void readQ6K(ByteBuffer block, int at, float[] into, int first) {
        float scale = HalfPrecision.ofHalf(block.getShort(at + 208));
        for (int half = 0; half < 2; half++) {
            int lower = at + 64 * half;
            int upper = at + 128 + 32 * half;
            int scales = at + 192 + 8 * half;
            for (int quarter = 0; quarter < 4; quarter++) {
                int bytes = lower + PART * (quarter % 2);
                int shift = 4 * (quarter / 2);
                for (int i = 0; i < PART; i++) {
                    int quant = ((block.get(bytes + i) >>> shift) & 0xF)
                            | (((block.get(upper + i) >>> (2 * quarter)) & 0x3) << 4);
                    float ofPart = scale * block.get(scales + 2 * quarter + i / 16);
                    into[first + 128 * half + PART * quarter + i] = ofPart * (quant - 32);
                }
            }
        }
    }
}
