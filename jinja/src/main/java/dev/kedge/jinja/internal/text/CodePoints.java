package dev.kedge.jinja.internal.text;

/** Strings addressed by code point, as Python addresses them. */
public final class CodePoints {

    private CodePoints() {}

    /**
     * The length.
     *
     * @param text any string
     * @return its number of code points
     */
    public static int count(String text) {
        return text.codePointCount(0, text.length());
    }

    /**
     * Where a code point begins.
     *
     * @param text any string
     * @param index of the code point, from 0 to the count
     * @return its offset in UTF-16 units
     */
    public static int offset(String text, int index) {
        return text.offsetByCodePoints(0, index);
    }

    /**
     * A part.
     *
     * @param text any string
     * @param from first code point
     * @param to one past the last
     * @return the part; empty if {@code to <= from}
     */
    public static String part(String text, int from, int to) {
        if (to <= from) {
            return "";
        }
        int begin = offset(text, from);
        return text.substring(begin, text.offsetByCodePoints(begin, to - from));
    }

    /**
     * Order by code points; Java's own order is by UTF-16 units, which differs where surrogates meet U+E000 and above.
     *
     * @param left a string
     * @param right another
     * @return negative, 0 or positive
     */
    public static int compare(String left, String right) {
        int shared = Math.min(left.length(), right.length());
        for (int i = 0; i < shared; i++) {
            char one = left.charAt(i);
            char other = right.charAt(i);
            if (one != other) {
                boolean surrogates = Character.isSurrogate(one) != Character.isSurrogate(other);
                return surrogates ? (Character.isSurrogate(one) ? 1 : -1) : Character.compare(one, other);
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /**
     * How often a string occurs, occurrences not overlapping.
     *
     * @param text where to look
     * @param sought what for, not empty
     */
    public static int occurrences(String text, String sought) {
        int count = 0;
        for (int at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length())) {
            count++;
        }
        return count;
    }
}
