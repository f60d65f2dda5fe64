package dev.kedge.jinja.internal.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;

/** White space as {@code str.isspace} knows it, and what strings do at it. */
public final class Whitespace {

    private Whitespace() {}

    /**
     * Whether a character is white space.
     *
     * @param codePoint the character
     * @return what Python's {@code str.isspace} says of it
     */
    public static boolean is(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint == ' '
                    || (codePoint >= 0x09 && codePoint <= 0x0D)
                    || (codePoint >= 0x1C && codePoint <= 0x1F);
        }
        return codePoint == 0x85 || codePoint == 0xA0 || (codePoint > 0xFF && Character.isSpaceChar(codePoint));
    }

    /**
     * Whether a character ends a line for {@code str.splitlines}.
     *
     * @param character the character
     * @return true for the line feed and nine more
     */
    public static boolean endsLine(int character) {
        return (character >= 0x0A && character <= 0x0D)
                || (character >= 0x1C && character <= 0x1E)
                || character == 0x85
                || character == 0x2028
                || character == 0x2029;
    }

    /**
     * Takes characters off the ends.
     *
     * @param text any string
     * @param unwanted which characters
     * @param left whether at the beginning
     * @param right whether at the end
     */
    public static String strip(String text, IntPredicate unwanted, boolean left, boolean right) {
        int begin = 0;
        int end = text.length();
        while (left && begin < end && unwanted.test(text.codePointAt(begin))) {
            begin += Character.charCount(text.codePointAt(begin));
        }
        while (right && end > begin && unwanted.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(begin, end);
    }

    /**
     * The words between white space, from the left.
     *
     * @param text any string
     * @param maxSplit how often to split at most; what is left over is the last word, its end as it is
     * @param each is run before each word that is added
     * @return the words; none of them empty
     */
    public static List<String> words(String text, long maxSplit, Runnable each) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (true) {
            at = skip(text, at, true);
            if (at == text.length()) {
                return words;
            }
            each.run();
            if (words.size() >= maxSplit) {
                words.add(text.substring(at));
                return words;
            }
            int end = skip(text, at, false);
            words.add(text.substring(at, end));
            at = end;
        }
    }

    /**
     * The words between white space, split from the right.
     *
     * @param text any string
     * @param maxSplit how often to split at most; what is left over is the first word, its beginning as it is
     * @param each is run before each word that is added
     * @return the words in their order; none of them empty
     */
    public static List<String> wordsFromRight(String text, long maxSplit, Runnable each) {
        List<String> words = new ArrayList<>();
        int end = text.length();
        while (true) {
            while (end > 0 && is(text.codePointBefore(end))) {
                end -= 1;
            }
            if (end == 0) {
                break;
            }
            each.run();
            if (words.size() >= maxSplit) {
                words.add(text.substring(0, end));
                break;
            }
            int begin = end;
            while (begin > 0 && !is(text.codePointBefore(begin))) {
                begin -= Character.charCount(text.codePointBefore(begin));
            }
            words.add(text.substring(begin, end));
            end = begin;
        }
        Collections.reverse(words);
        return words;
    }

    private static int skip(String text, int from, boolean white) {
        int at = from;
        while (at < text.length() && is(text.codePointAt(at)) == white) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    /**
     * The lines, as {@code str.splitlines} cuts them.
     *
     * @param text any string
     * @param keepEnds whether line ends stay
     * @return the lines; no empty one after a line end at the very end
     */
    public static List<String> lines(String text, boolean keepEnds) {
        List<String> lines = new ArrayList<>();
        int begin = 0;
        while (begin < text.length()) {
            int end = begin;
            while (end < text.length() && !endsLine(text.charAt(end))) {
                end++;
            }
            int next = Math.min(end + (text.startsWith("\r\n", end) ? 2 : 1), text.length());
            lines.add(text.substring(begin, keepEnds ? next : end));
            begin = next;
        }
        return lines;
    }
}
