package dev.kedge.math.internal.extract;

/** The ends of sentences in text with formulas. */
final class Sentences {

    private static final int MAX_LENGTH = 1500;

    private Sentences() {}

    /** The sentence from an index on, without white space and marks of emphasis before it. */
    static Span from(String text, int index) {
        int start = index;
        while (start < text.length()
                && (Character.isWhitespace(text.charAt(start)) || "*_:#>`".indexOf(text.charAt(start)) >= 0)) {
            start++;
        }
        int end = start;
        int level = 0;
        boolean formula = false;
        while (end < text.length() && end - start < MAX_LENGTH) {
            char character = text.charAt(end);
            if (character == '\\' && end + 1 < text.length()) {
                char next = text.charAt(end + 1);
                if (next == '(' || next == '[') {
                    formula = true;
                } else if (next == ')' || next == ']') {
                    formula = false;
                }
                end += 2;
                continue;
            }
            level += character == '{' ? 1 : character == '}' ? -1 : 0;
            if (character == '$') {
                boolean closes = text.indexOf('$', end + 1) > 0 && !formula;
                formula = closes && isFormulaAhead(text, end);
            }
            if (character == '\n' && (!formula || text.startsWith("\n\n", end)) && level <= 0) {
                break;
            }
            if (character == '.' && !formula && level <= 0 && endsSentence(text, end)) {
                break;
            }
            end++;
        }
        end = Math.min(end, text.length());
        return new Span(start, end, text.substring(Math.min(start, end), end));
    }

    private static boolean isFormulaAhead(String text, int dollar) {
        int end = text.indexOf('$', dollar + 1);
        return end - dollar < 200
                && text.substring(dollar, end).indexOf('\n') < 0
                && !text.substring(dollar, end).contains(". ");
    }

    private static boolean endsSentence(String text, int point) {
        if (point + 1 >= text.length()) {
            return true;
        }
        char next = text.charAt(point + 1);
        return Character.isWhitespace(next) || next == '*' || next == '<' || next == '"' || Character.isUpperCase(next);
    }
}
