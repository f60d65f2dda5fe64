package dev.kedge.math.internal.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The boxes of a text, {@code \boxed{…}}, {@code \fbox{…}} and {@code \framebox{…}}; a box within a box belongs to the
 * outer one.
 */
final class Boxes {

    private static final List<String> COMMANDS = List.of("\\boxed", "\\fbox", "\\framebox");
    private static final int MAX_GAP = 80;
    private static final int MAX_BOXES = 200;
    private static final int MAX_ATTEMPTS = 4;
    private static final List<String> CONCLUSIONS = List.of(
            "answer",
            "final",
            "correct",
            "actually",
            "wait",
            "instead",
            "mistake",
            "sorry",
            "so ",
            "so,",
            "thus",
            "therefore",
            "hence",
            "gives",
            "=",
            "total",
            "rightarrow",
            "implies",
            "get",
            "apolog",
            "conclu");

    private Boxes() {}

    static List<Span> in(String text) {
        List<Span> boxes = new ArrayList<>();
        int position = 0;
        while (position < text.length() && boxes.size() < MAX_BOXES) {
            int at = text.indexOf('\\', position);
            if (at < 0) {
                break;
            }
            position = at + 1;
            for (String command : COMMANDS) {
                if (text.startsWith(command, at)) {
                    Span box = box(text, at, at + command.length());
                    if (box.end() > 0) {
                        boxes.add(box);
                        position = box.end();
                    }
                }
            }
        }
        return boxes;
    }

    private static Span box(String text, int start, int afterCommand) {
        int open = afterCommand;
        while (open < text.length() && text.charAt(open) == ' ') {
            open++;
        }
        if (open >= text.length() || text.charAt(open) != '{') {
            boolean digit = open < text.length() && Character.isDigit(text.charAt(open));
            return digit ? new Span(start, open + 1, text.substring(open, open + 1)) : new Span(start, 0, "");
        }
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
                    return new Span(start, i + 1, text.substring(open + 1, i));
                }
            }
        }
        return new Span(start, 0, "");
    }

    /** The last box, together with those before it that are joined to it by "and" or a comma. */
    static List<Span> lastGroup(String text, List<Span> boxes) {
        List<Span> group = new ArrayList<>();
        group.add(boxes.get(boxes.size() - 1));
        for (int i = boxes.size() - 2; i >= 0; i--) {
            String gap = text.substring(boxes.get(i).end(), boxes.get(i + 1).start());
            if (!joins(gap)) {
                break;
            }
            group.add(0, boxes.get(i));
        }
        return group;
    }

    /** Whether a text between two boxes only lists them. */
    private static boolean joins(String gap) {
        if (gap.length() > MAX_GAP || gap.contains("\n\n")) {
            return false;
        }
        boolean separated = false;
        int words = 0;
        int i = 0;
        while (i < gap.length()) {
            char character = gap.charAt(i);
            int end = i + 1;
            if (Character.isLetter(character) || character == '\\') {
                while (end < gap.length() && Character.isLetter(gap.charAt(end))) {
                    end++;
                }
                String word = gap.substring(i, end).toLowerCase(Locale.ROOT);
                boolean plain = character != '\\';
                if (word.equals("and") || word.equals("or")) {
                    separated = true;
                } else if (plain && word.length() > 1) {
                    words++;
                }
            } else if (character == ',' || character == ';') {
                separated = true;
            } else if (character == '.'
                    || character == '!'
                    || character == '?'
                    || character == '\n'
                    || character == '+'
                    || character == '<'
                    || character == '>'
                    || character == ':') {
                return false;
            }
            i = end;
        }
        return gap.isBlank() || (words == 0 && onlyLayout(gap)) || (separated && words <= 3);
    }

    private static boolean onlyLayout(String gap) {
        return gap.chars().noneMatch(character -> character == '=' || (character >= '0' && character <= '9'));
    }

    /**
     * Whether the text before the last box presents it as the conclusion, or as a correction of the box before. Where
     * many different boxes stand, only the word "final" does.
     */
    static boolean concludes(String gap, long differentBoxes) {
        String lower = gap.toLowerCase(Locale.ROOT);
        if (differentBoxes > MAX_ATTEMPTS) {
            return lower.contains("final");
        }
        return gap.length() > 200 || CONCLUSIONS.stream().anyMatch(lower::contains);
    }
}
