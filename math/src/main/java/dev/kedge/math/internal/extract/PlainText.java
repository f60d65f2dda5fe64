package dev.kedge.math.internal.extract;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Text that is no formula whatever its signs: several lines, such as a board or a list of moves. It is compared line by
 * line and never by a number within it.
 */
public final class PlainText {

    private static final Set<String> FENCES = Set.of("$$", "\\[", "\\]", "$", "\\(", "\\)", "```");
    private static final String GOES_ON = ",;=+*/&({[\\<>";

    private static final int MIN_LIST = 3;
    private static final int MAX_LABEL = 60;

    private PlainText() {}

    /**
     * Whether a text has several lines that no formula joins.
     *
     * @param text an answer
     */
    public static boolean hasSeveralLines(String text) {
        return text.indexOf('\n') >= 0 && lines(text).size() > 1;
    }

    /**
     * Whether two texts have the same lines, without regard to blank ones, white space at their ends, and runs of
     * spaces where the first text has none: in a board they make the columns.
     *
     * @param one a text of several lines
     * @param other a text
     */
    public static boolean hasSameLines(String one, String other) {
        boolean board = one.lines().anyMatch(line -> line.strip().contains("  "));
        return written(one, board).equals(written(other, board));
    }

    private static List<String> written(String text, boolean board) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> board
                        ? line.stripTrailing()
                        : String.join(" ", line.strip().split("\\s+", -1)))
                .toList();
    }

    /**
     * Whether a text is a list of lines that begin alike, such as moves: its last number is none of its own.
     *
     * @param text a completion
     */
    public static boolean isListOfLines(String text) {
        String first = firstWord(text);
        if (first.isEmpty()) {
            return false;
        }
        Iterator<String> lines = text.lines().filter(line -> !line.isBlank()).iterator();
        int count = 0;
        while (lines.hasNext()) {
            String line = lines.next();
            if (!firstWord(line).equals(first) || line.indexOf('=') >= 0) {
                return false;
            }
            count++;
        }
        return count >= MIN_LIST;
    }

    private static String firstWord(String line) {
        String stripped = line.strip();
        int end = 0;
        while (end < stripped.length() && Character.isLetter(stripped.charAt(end))) {
            end++;
        }
        return stripped.substring(0, end);
    }

    /**
     * Whether a text begins with a word and a colon, so that more than a number is said: {@code True: 3}.
     *
     * @param text a reference
     */
    static boolean hasLabel(String text) {
        int colon = text.indexOf(": ");
        if (colon < 2 || colon > MAX_LABEL || colon + 2 >= text.length()) {
            return false;
        }
        for (int i = 0; i < colon; i++) {
            if (!Character.isLetter(text.charAt(i)) && text.charAt(i) != ' ') {
                return false;
            }
        }
        return true;
    }

    /** The lines that are none of a formula's, without blank ones. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int level = 0;
        boolean goesOn = false;
        for (String line : text.split("\n", -1)) {
            String stripped = line.strip();
            if (stripped.isEmpty() || FENCES.contains(stripped) || stripped.startsWith("```")) {
                continue;
            }
            if (level <= 0 && !goesOn && !beginsWithSign(stripped)) {
                lines.add(line);
            }
            level += count(line, '{') - count(line, '}');
            level += occurrences(line, "\\begin{") - occurrences(line, "\\end{");
            goesOn = GOES_ON.indexOf(stripped.charAt(stripped.length() - 1)) >= 0;
        }
        return lines;
    }

    private static boolean beginsWithSign(String line) {
        return "=+)]}&".indexOf(line.charAt(0)) >= 0 || line.startsWith("\\end") || line.startsWith("\\\\");
    }

    private static int count(String line, char character) {
        int count = 0;
        for (int i = 0; i < line.length(); i++) {
            boolean escaped = i > 0 && line.charAt(i - 1) == '\\';
            count += line.charAt(i) == character && !escaped ? 1 : 0;
        }
        return count;
    }

    private static int occurrences(String line, String words) {
        int count = 0;
        for (int at = line.indexOf(words); at >= 0; at = line.indexOf(words, at + 1)) {
            count++;
        }
        return count;
    }
}
