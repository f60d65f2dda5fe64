package dev.kedge.api;

/**
 * The documentation of a {@link Kind}, for help texts, reports and generated tables; empty text where there is nothing
 * to say.
 *
 * @param title a few words: {@code KL3 (ATR)}
 * @param formula in plain characters, parameters by name: {@code w - 1 - log w <= delta}
 * @param looksAt the data it must see: {@code w of all tokens of the sequence}
 * @param citation who published it, with the arXiv number where there is one
 */
public record About(String title, String formula, String looksAt, String citation) {

    /**
     * Documentation of a kind that needs no formula.
     *
     * @param title one line for a table
     * @return with nothing else
     */
    public static About of(String title) {
        return new About(title, "", "", "");
    }

    /**
     * Documentation with a formula.
     *
     * @param title a few words
     * @param formula in plain characters
     * @param citation who published it
     * @return without a word on what it looks at
     */
    public static About of(String title, String formula, String citation) {
        return new About(title, formula, "", citation);
    }
}
