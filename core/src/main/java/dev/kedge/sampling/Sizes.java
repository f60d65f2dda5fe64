package dev.kedge.sampling;

/**
 * Rounds sizes up to a few values. Native libraries keep a compiled kernel for every shape they have met, so that few
 * shapes mean little memory.
 */
final class Sizes {

    /** Columns are allocated, and attended to, in blocks of so many. */
    static final int BLOCK = 16;

    private Sizes() {}

    /**
     * Rounds a number of columns up.
     *
     * @param columns at least 0
     * @return the smallest multiple of {@link #BLOCK} that is not less
     */
    static int inBlocks(int columns) {
        return (columns + BLOCK - 1) / BLOCK * BLOCK;
    }

    /**
     * Rounds a number of rows up.
     *
     * @param rows at least 1
     * @return a power of two up to 8, above that a multiple of 8; not less than {@code rows}
     */
    static int ofBatch(int rows) {
        int atMostEight = Integer.highestOneBit(2 * rows - 1);
        return rows <= 8 ? atMostEight : (rows + 7) / 8 * 8;
    }
}
