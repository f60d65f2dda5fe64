package dev.kedge.gguf;

import java.nio.ByteBuffer;

/** The writing of one block of numbers. */
@FunctionalInterface
interface BlockWriter {

    /**
     * Writes a block at the buffer's position.
     *
     * @param numbers holds the numbers
     * @param first index of the first
     * @param block little-endian; its position moves behind the block
     */
    void write(float[] numbers, int first, ByteBuffer block);
}
