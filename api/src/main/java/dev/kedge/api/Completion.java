package dev.kedge.api;

/**
 * A completion as it is judged: its text, and its tokens where they are known.
 *
 * @param text the completion decoded, end token left out
 * @param tokens as they were sampled, end token included; none where only the text is known, as with a completion of
 *     another program
 */
public record Completion(String text, int[] tokens) {

    /**
     * A completion of which only the text is known.
     *
     * @param text what was written
     * @return a completion without tokens
     */
    public static Completion ofText(String text) {
        return new Completion(text, new int[0]);
    }

    /**
     * Whether the tokens are known.
     *
     * @return false for a text without tokens
     */
    public boolean hasTokens() {
        return tokens.length > 0 || text.isEmpty();
    }
}
