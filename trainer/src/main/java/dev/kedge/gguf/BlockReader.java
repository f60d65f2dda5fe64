package dev.kedge.gguf;

import java.nio.ByteBuffer;

/** The reading of one block of numbers. */
@FunctionalInterface
interface BlockReader {

    /**
     * Reads a block.
     *
     * @param block little-endian, from its position on
     * @param at first byte of the block
     * @param into receives the numbers
     * @param first index of the first number
     */
    void read(ByteBuffer block, int at, float[] into, int first);
}
