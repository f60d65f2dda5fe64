package dev.kedge.serving;

import dev.kedge.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The text of a completion while its tokens come, given out as soon as nothing that follows can change it, up to the
 * first stop string.
 *
 * <p>Held back is what ends within a character (its other bytes are in tokens to come), and what could be the beginning
 * of a stop string. All that is given out is, put together, what {@link Tokenizer#decode} makes of all tokens, cut off
 * before the first stop string.
 *
 * <p>Only the last tokens are decoded each time: from a token on whose text is settled and not empty, since decoders
 * take a blank off the beginning of a text.
 */
final class GrowingText {

    /** What a decoder writes for bytes that are no character, or not yet one. */
    private static final char REPLACEMENT = '\uFFFD';

    private final Tokenizer tokenizer;
    private final List<String> stop;
    private int[] tokens = new int[64];
    private int length;
    /** The tokens from here on are decoded, to see what the newest add. */
    private int first;
    /** The text of the tokens up to here is settled. */
    private int settled;
    /** Settled text that could be the beginning of a stop string. */
    private String held = "";

    private boolean stopped;

    /**
     * A text that is still empty.
     *
     * @param stop strings that end it and are not part of it
     */
    GrowingText(Tokenizer tokenizer, List<String> stop) {
        this.tokenizer = tokenizer;
        this.stop = stop;
    }

    /**
     * Adds a token.
     *
     * @return the text that has become certain; nothing after the end
     */
    String add(int token) {
        if (length == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * length);
        }
        tokens[length++] = token;
        String before = decoded(first, settled);
        String now = decoded(first, length);
        if (now.length() <= before.length() || now.charAt(now.length() - 1) == REPLACEMENT) {
            return "";
        }
        int from = settled;
        settled = length;
        if (!decoded(from, length).isEmpty()) {
            first = from;
        }
        return pass(now.substring(before.length()), false);
    }

    /**
     * Ends the text: no token follows.
     *
     * @return all that was held back
     */
    String end() {
        String before = decoded(first, settled);
        String now = decoded(first, length);
        settled = length;
        return pass(now.substring(Math.min(before.length(), now.length())), true);
    }

    /** Whether a stop string was written: the text is complete. */
    boolean stopped() {
        return stopped;
    }

    private String decoded(int from, int to) {
        return tokenizer.decode(Arrays.copyOfRange(tokens, from, to));
    }

    private String pass(String added, boolean last) {
        if (stopped) {
            return "";
        }
        String text = held + added;
        OptionalInt at = stop.stream()
                .mapToInt(text::indexOf)
                .filter(place -> place >= 0)
                .min();
        if (at.isPresent()) {
            stopped = true;
            held = "";
            return text.substring(0, at.getAsInt());
        }
        int kept = last ? 0 : beginning(text);
        held = text.substring(text.length() - kept);
        return text.substring(0, text.length() - kept);
    }

    /** The length of the longest end of a text that a stop string begins with. */
    private int beginning(String text) {
        int longest = 0;
        for (String string : stop) {
            for (int size = Math.min(string.length() - 1, text.length()); size > longest; size--) {
                if (text.endsWith(string.substring(0, size))) {
                    longest = size;
                }
            }
        }
        return longest;
    }
}
