package dev.kedge.math.internal.extract;

import java.util.Optional;

/** The text in bold, {@code **…**}, in the last sentence of a text that has any, if that is one place only. */
final class Emphasis {

    private static final String MARK = "**";
    private static final int MAX_LENGTH = 100;

    private Emphasis() {}

    static Optional<String> last(String text) {
        String stripped = text.stripTrailing();
        String line = stripped.substring(stripped.lastIndexOf('\n') + 1);
        int from = lastSentence(line);
        int open = line.indexOf(MARK, from);
        int close = open < 0 ? -1 : line.indexOf(MARK, open + 2);
        boolean only = close > open + 2 && close - open <= MAX_LENGTH && line.indexOf(MARK, close + 2) < 0;
        boolean factors = only && open > 0 && isFactor(line.charAt(open - 1));
        return only && !factors ? Optional.of(line.substring(open + 2, close)) : Optional.empty();
    }

    /** Where the last sentence of a line begins that has marks of emphasis. */
    private static int lastSentence(String line) {
        int last = line.lastIndexOf(MARK);
        int from = 0;
        boolean bold = false;
        for (int i = 0; i < last; i++) {
            if (line.startsWith(MARK, i)) {
                bold = !bold;
                i++;
            } else if (!bold
                    && (Characters.isWideEnd(line.charAt(i)) || (line.startsWith(". ", i) && !isListNumber(line, i)))) {
                from = i + 1;
            }
        }
        return from;
    }

    private static boolean isListNumber(String line, int point) {
        return Characters.isDigit(line, point - 1) && (point < 2 || line.charAt(point - 2) == ' ');
    }

    private static boolean isFactor(char before) {
        return Character.isDigit(before) || before == ')' || (Character.isLetter(before) && before < 128);
    }
}
