package dev.kedge.sampling;

/**
 * Sizes rounded up to a few values. Native libraries keep a compiled kernel for every shape they have met, so that few
 * shapes mean little memory.
 */
final class Sizes {

    /** The cache grows by so many columns at a time. */
    static final int GROWTH = 32;

    private static final int PROMPT_BLOCK = 16;
    private static final int ROW_BLOCK = 8;

    private Sizes() {}

    /** The columns that prompts of up to so many tokens are padded to. */
    static int ofPrompts(int longest) {
        return roundedUp(longest, PROMPT_BLOCK);
    }

    /** The columns of a cache that holds so many. */
    static int ofCache(int columns) {
        return roundedUp(columns, GROWTH);
    }

    /** The rows of a batch in which so many are still growing, at least 1: a power of two, or a multiple of 8. */
    static int ofBatch(int rows) {
        return rows <= ROW_BLOCK ? Integer.highestOneBit(2 * rows - 1) : roundedUp(rows, ROW_BLOCK);
    }

    private static int roundedUp(int size, int block) {
        return (size + block - 1) / block * block;
    }
}
