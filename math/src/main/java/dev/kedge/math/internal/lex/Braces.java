package dev.kedge.math.internal.lex;

/**
 * The argument of a LaTeX command: the text between braces, or the single character there.
 *
 * @param content what is given
 * @param end where it ends, with its brace
 */
record Braces(String content, int end) {

    static Braces at(String text, int index) throws UnreadableException {
        int open = index;
        while (open < text.length() && text.charAt(open) == ' ') {
            open++;
        }
        if (open >= text.length()) {
            return new Braces("", text.length());
        }
        if (text.charAt(open) != '{') {
            return new Braces(text.substring(open, open + 1), open + 1);
        }
        int level = 0;
        for (int i = open; i < text.length(); i++) {
            char character = text.charAt(i);
            level += character == '{' ? 1 : character == '}' ? -1 : 0;
            if (level == 0) {
                return new Braces(text.substring(open + 1, i), i + 1);
            }
        }
        throw new UnreadableException("a brace is not closed");
    }
}
