package dev.kedge.task;

import java.util.Optional;

/**
 * The mark before a reference answer in a longer text: GSM8K's {@code ####}. {@code \boxed} is special: the answer is
 * what its braces hold, {@code \fbox} counts as well, and without braces it is the next word.
 */
final class AnswerMarker {

    /** The marker of answers in LaTeX. */
    static final String BOXED = "\\boxed";

    private static final String FRAMED = "\\fbox";

    private final String marker;

    AnswerMarker(String marker) {
        this.marker = marker;
    }

    /** What follows the last occurrence; empty if there is none. */
    Optional<String> after(String text) {
        int at = text.lastIndexOf(marker);
        if (!marker.equals(BOXED)) {
            return at < 0
                    ? Optional.empty()
                    : Optional.of(text.substring(at + marker.length()).strip());
        }
        int framed = text.lastIndexOf(FRAMED);
        if (at < 0 && framed < 0) {
            return Optional.empty();
        }
        return boxed(at > framed ? text.substring(at + BOXED.length()) : text.substring(framed + FRAMED.length()));
    }

    private static Optional<String> boxed(String after) {
        String rest = after.stripLeading();
        if (!rest.startsWith("{")) {
            return Optional.of(rest.split("[\\s$]", 2)[0]);
        }
        int depth = 0;
        for (int i = 0; i < rest.length(); i++) {
            char next = rest.charAt(i);
            if (next == '\\') {
                i++;
            } else if (next == '{') {
                depth++;
            } else if (next == '}' && --depth == 0) {
                return Optional.of(rest.substring(1, i).strip());
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return marker;
    }
}
