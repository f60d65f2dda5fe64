package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.extract.Verbatim;

/**
 * The three forms of a text that {@link TextEquality} and {@link Verbatim} go by, so that texts are told apart without
 * being read again.
 *
 * @param words its words
 * @param plain its signs
 * @param whole all of it, without regard to case
 * @param wanted what another text has to hold to announce it, without regard to case
 */
record TextSketch(String words, String plain, String whole, String wanted) {

    static TextSketch of(String text) {
        return new TextSketch(
                String.join(" ", TextEquality.words(text)),
                TextEquality.plain(text),
                folded(text),
                folded(Verbatim.wanted(text)));
    }

    /**
     * Whether neither says the other.
     *
     * @param answer a text that may announce this one
     * @return false if they may be the same
     */
    boolean isApart(TextSketch answer) {
        boolean same = (!words.isEmpty() && words.equals(answer.words)) || plain.equals(answer.plain);
        return !same && (wanted.isEmpty() || !answer.whole.contains(wanted));
    }

    /** As {@link String#regionMatches(boolean, int, String, int, int)} folds case, letter by letter. */
    private static String folded(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            folded.append(Character.toLowerCase(Character.toUpperCase(text.charAt(i))));
        }
        return folded.toString();
    }
}
