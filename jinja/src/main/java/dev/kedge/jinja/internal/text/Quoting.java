package dev.kedge.jinja.internal.text;

/** Strings as Python and JSON write them in quotes, and as HTML writes them. */
public final class Quoting {

    /** No character becomes longer than this, in UTF-16 units for one of them. */
    public static final int MAX_ESCAPE = 6;

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Quoting() {}

    private static void hex(StringBuilder out, int number, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            out.append(HEX[(number >> shift) & 15]);
        }
    }

    /**
     * Python's {@code repr} of a string.
     *
     * @param text any string
     * @return in single quotes, or in double ones if it holds single quotes only; unprintable characters escaped
     */
    public static String python(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder quoted = new StringBuilder(text.length() + 2).append(quote);
        text.codePoints().forEach(codePoint -> {
            switch (codePoint) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (codePoint == quote) {
                        quoted.append('\\').append(quote);
                    } else if (isPrintable(codePoint)) {
                        quoted.appendCodePoint(codePoint);
                    } else {
                        int digits = codePoint <= 0xFF ? 2 : codePoint <= 0xFFFF ? 4 : 8;
                        quoted.append(digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U");
                        hex(quoted, codePoint, digits);
                    }
                }
            }
        });
        return quoted.append(quote).toString();
    }

    /**
     * Whether Python prints a character as it is.
     *
     * @param codePoint the character
     * @return false for controls, separators other than the space, surrogates and what is not assigned
     */
    public static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }

    /**
     * A JSON string.
     *
     * @param text any string
     * @param ascii whether everything beyond ASCII is escaped
     * @return in double quotes, as {@code json.dumps} writes it
     */
    public static String json(String text, boolean ascii) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\f' -> quoted.append("\\f");
                case '\b' -> quoted.append("\\b");
                default -> {
                    if (character < ' ' || (ascii && character > '~')) {
                        quoted.append("\\u");
                        hex(quoted, character, 4);
                    } else {
                        quoted.append(character);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    /**
     * Text as HTML.
     *
     * @param text any string
     * @return with the five characters escaped that MarkupSafe escapes
     */
    public static String html(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\'' -> escaped.append("&#39;");
                case '"' -> escaped.append("&#34;");
                default -> escaped.append(character);
            }
        }
        return escaped.toString();
    }
}
