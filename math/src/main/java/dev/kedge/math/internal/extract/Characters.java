package dev.kedge.math.internal.extract;

import java.util.Locale;

/** The kinds of characters that the search for an answer tells apart. */
final class Characters {

    /** What ends a sentence in scripts that have marks of their own for it. */
    private static final String WIDE_ENDS = "。！？｡।۔؟";

    private Characters() {}

    static boolean isDigit(String text, int index) {
        return index >= 0 && index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    /** Whether a letter of the Latin alphabet stands there; a letter of a script without spaces begins no name. */
    static boolean isLatin(String text, int index) {
        return index >= 0
                && index < text.length()
                && Character.isLetter(text.charAt(index))
                && text.charAt(index) < '\u0250';
    }

    /** Whether a letter of Chinese, Japanese or Korean stands there, which no space need separate from a number. */
    static boolean isWideLetter(char character) {
        return character >= '\u1100' && Character.isLetter(character);
    }

    static boolean isOpening(char character) {
        return character == '(' || character == '[' || character == '（';
    }

    static boolean isWideEnd(char character) {
        return character > 127 && WIDE_ENDS.indexOf(character) >= 0;
    }

    /** The next index that is no space, within a line. */
    static int skipSpaces(String text, int index) {
        int next = index;
        while (next < text.length() && isSpace(text.charAt(next))) {
            next++;
        }
        return next;
    }

    static boolean isSpace(char character) {
        return character == ' ' || character == '\t' || character == '\u00A0' || character == '\u3000';
    }

    /** In small letters, index by index the same. */
    static String lower(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.length() == text.length() ? lower : text;
    }

    /** Whether a word stands at an index and ends there. */
    static boolean isWordAt(String lower, int index, String word) {
        int end = index + word.length();
        return lower.startsWith(word, index)
                && (index == 0 || !Character.isLetter(lower.charAt(index - 1)) || isWideLetter(word.charAt(0)))
                && (end >= lower.length()
                        || !Character.isLetterOrDigit(lower.charAt(end))
                        || isWideLetter(word.charAt(word.length() - 1)));
    }
}
