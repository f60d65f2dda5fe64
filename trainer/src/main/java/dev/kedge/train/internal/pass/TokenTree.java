package dev.kedge.train.internal.pass;

import dev.kedge.model.BranchedAttention;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tree of texts with a common stem, in which what several of them begin with stands once. */
final class TokenTree {

    private final List<Integer> tokens = new ArrayList<>();
    private final List<Integer> before = new ArrayList<>();
    private final Map<Long, Integer> following = new HashMap<>(); // by the token before and the token

    /**
     * Adds a text.
     *
     * @param text its tokens
     * @param length how many of them
     * @return the place of each in this tree
     */
    int[] add(int[] text, int length) {
        int[] places = new int[length];
        int last = BranchedAttention.STEM;
        for (int i = 0; i < length; i++) {
            int previous = last;
            last = following.computeIfAbsent(key(previous, text[i]), absent -> tokens.size());
            if (last == tokens.size()) {
                tokens.add(text[i]);
                before.add(previous);
            }
            places[i] = last;
        }
        return places;
    }

    /** How many tokens a text would add. */
    int missing(int[] text, int length) {
        int last = BranchedAttention.STEM;
        for (int i = 0; i < length; i++) {
            Integer next = following.get(key(last, text[i]));
            if (next == null) {
                return length - i;
            }
            last = next;
        }
        return 0;
    }

    private static long key(int before, int token) {
        return ((long) before << Integer.SIZE) | token;
    }

    /** How many tokens it has. */
    int size() {
        return tokens.size();
    }

    /** The tokens, each behind the one before it in its text. */
    List<Integer> tokens() {
        return tokens;
    }

    /** Of each token the place of the one before it; {@link BranchedAttention#STEM} at the beginning of a text. */
    int[] before() {
        return before.stream().mapToInt(Integer::intValue).toArray();
    }
}
