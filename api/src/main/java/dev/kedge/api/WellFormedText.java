package dev.kedge.api;

/**
 * Text that every encoding can write: each half of a surrogate pair that stands alone is U+FFFD, the replacement
 * character. JSON can hold such a half ({@code "\ud83d"}), UTF-8 cannot.
 */
public final class WellFormedText {

    private static final char REPLACEMENT = '\uFFFD';

    private WellFormedText() {}

    /**
     * A text with U+FFFD for every lone surrogate.
     *
     * @param text any text
     * @return the same object if there is none
     */
    public static String of(String text) {
        int first = lone(text, 0);
        if (first == text.length()) {
            return text;
        }
        StringBuilder formed = new StringBuilder(text);
        for (int at = first; at < text.length(); at = lone(text, at + 1)) {
            formed.setCharAt(at, REPLACEMENT);
        }
        return formed.toString();
    }

    /** The place of the first lone surrogate from a place on; the length if there is none. */
    private static int lone(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char unit = text.charAt(at);
            if (!Character.isSurrogate(unit)) {
                at++;
            } else if (Character.isHighSurrogate(unit)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1))) {
                at += 2;
            } else {
                return at;
            }
        }
        return text.length();
    }

    /**
     * The beginning of a text, never half a pair.
     *
     * @param text any text
     * @param maxLength how many UTF-16 units at most
     */
    public static String beginning(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        boolean halved = maxLength > 0
                && Character.isHighSurrogate(text.charAt(maxLength - 1))
                && Character.isLowSurrogate(text.charAt(maxLength));
        return text.substring(0, halved ? maxLength - 1 : maxLength);
    }
}
