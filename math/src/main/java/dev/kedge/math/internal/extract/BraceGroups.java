package dev.kedge.math.internal.extract;

/** The groups in braces of LaTeX, and what a command takes where there are none. */
final class BraceGroups {

    private static final int MAX_ARGUMENTS = 2;

    private BraceGroups() {}

    /** The index behind the brace that closes the one at an index; -1 if none does. */
    static int endOf(String text, int open) {
        int level = 0;
        for (int i = open; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\\') {
                i++; // the next character is no bracket of its own
            } else if (character == '{') {
                level++;
            } else if (character == '}') {
                level--;
                if (level == 0) {
                    return i + 1;
                }
            }
        }
        return -1;
    }

    /** The end of what a command takes that has no braces: a number, a letter, or a command with what that takes. */
    static int endOfArgument(String text, int start) {
        if (start >= text.length()) {
            return -1;
        }
        char first = text.charAt(start);
        if (first == '-' && Characters.isDigit(text, start + 1)) {
            return NumberEnd.of(text, start + 1);
        }
        if (Characters.isDigit(text, start)) {
            return NumberEnd.of(text, start);
        }
        if (Characters.isLatin(text, start)) {
            return start + 1;
        }
        if (first != '\\') {
            return -1;
        }
        int end = start + 1;
        while (Characters.isLatin(text, end)) {
            end++;
        }
        String command = text.substring(start + 1, end);
        int arguments = command.endsWith("frac") || command.endsWith("binom")
                ? MAX_ARGUMENTS
                : command.startsWith("sqrt") || command.startsWith("text") || command.startsWith("math") ? 1 : 0;
        for (int i = 0; i < arguments && end > 0; i++) {
            int next = Characters.skipSpaces(text, end);
            end = text.startsWith("{", next)
                    ? endOf(text, next)
                    : Characters.isDigit(text, next) || Characters.isLatin(text, next) ? next + 1 : -1;
        }
        return end == start + 1 ? -1 : end;
    }
}
