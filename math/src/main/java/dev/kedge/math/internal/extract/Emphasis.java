package dev.kedge.math.internal.extract;

import java.util.Optional;

/** The text in bold, {@code **…**}, in the last line of a text, if that is one place only. */
final class Emphasis {

    private static final String MARK = "**";
    private static final int MAX_LENGTH = 100;

    private Emphasis() {}

    static Optional<String> last(String text) {
        String stripped = text.stripTrailing();
        String line = stripped.substring(stripped.lastIndexOf('\n') + 1);
        int open = line.indexOf(MARK);
        int close = open < 0 ? -1 : line.indexOf(MARK, open + 2);
        boolean only = close > open + 2 && close - open <= MAX_LENGTH && line.indexOf(MARK, close + 2) < 0;
        boolean factors =
                only && open > 0 && !Character.isWhitespace(line.charAt(open - 1)) && line.charAt(open - 1) != '(';
        return only && !factors ? Optional.of(line.substring(open + 2, close)) : Optional.empty();
    }
}
