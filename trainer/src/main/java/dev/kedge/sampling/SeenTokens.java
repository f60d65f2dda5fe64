package dev.kedge.sampling;

import java.util.Arrays;
import java.util.BitSet;

/** The different tokens of a growing sequence, in the order in which they first occurred. */
public final class SeenTokens {

    private final BitSet known = new BitSet();
    private int[] ids = new int[32];
    private int count;

    /** None yet. */
    public SeenTokens() {}

    /**
     * Takes note of a token.
     *
     * @param token its id
     */
    public void add(int token) {
        if (known.get(token)) {
            return;
        }
        known.set(token);
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
        }
        ids[count++] = token;
    }

    /** The tokens so far, none twice. */
    public int[] ids() {
        return Arrays.copyOf(ids, count);
    }
}
