package dev.kedge.math.internal.extract;

import dev.kedge.math.internal.extract.Found.Kind;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

    /** What may stand in a box that holds no answer. */
    private static final List<String> NOTHING = List.of(
            "\\ldots",
            "\\cdots",
            "\\dots",
            "\\quad",
            "\\qquad",
            "\\square",
            "\\Box",
            "\\text",
            "\\mathrm",
            "\\underline",
            "\\_",
            "your answer",
            "final answer",
            "answer here",
            "answer",
            "Answer");

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
            if (!mayBegin(text, at)) {
                continue;
            }
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

    /** Whether a backslash stands before a letter with which a command for a box begins. */
    private static boolean mayBegin(String text, int backslash) {
        char letter = backslash + 1 < text.length() ? text.charAt(backslash + 1) : ' ';
        return letter == 'b' || letter == 'f';
    }

    private static Span box(String text, int start, int afterCommand) {
        int open = afterCommand;
        while (open < text.length() && Character.isWhitespace(text.charAt(open))) {
            open++;
        }
        if (open >= text.length() || text.charAt(open) != '{') {
            int end = BraceGroups.endOfArgument(text, open);
            return end < 0 ? new Span(start, 0, "") : new Span(start, end, text.substring(open, end));
        }
        int end = BraceGroups.endOf(text, open);
        return end < 0 ? new Span(start, 0, "") : new Span(start, end, text.substring(open + 1, end - 1));
    }

    /** Where the last box begins if its brace is never closed, else -1. */
    static int unclosed(String text) {
        int last = -1;
        for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 1)) {
            if (!mayBegin(text, at)) {
                continue;
            }
            for (String command : COMMANDS) {
                int end = at + command.length();
                boolean braced = text.startsWith("{", end) || text.startsWith(" {", end);
                last = braced && text.startsWith(command, at) ? at : last;
            }
        }
        return last >= 0 && BraceGroups.endOf(text, text.indexOf('{', last)) < 0 ? last : -1;
    }

    /** Whether a box is a form to be filled in: nothing, spaces, a question mark, dots, a phantom. */
    static boolean isBlank(Span box) {
        String content = box.content();
        if (content.replace(" ", "").equals("\\{\\}")) { // the empty set
            return false;
        }
        for (String nothing : NOTHING) {
            content = content.replace(nothing, "");
        }
        for (int i = 0; i < content.length(); i++) {
            if (" ?_.…{}~$\t\n□＿\\,;:!".indexOf(content.charAt(i)) < 0) {
                return content.strip().startsWith("\\phantom")
                        || content.strip().startsWith("\\hspace")
                        || content.strip().startsWith("\\hphantom");
            }
        }
        return true;
    }

    /** What the last box says, together with those that are joined to it. */
    static Found read(String text, List<Span> all) {
        List<Span> boxes = new ArrayList<>(all);
        boxes.removeIf(Boxes::isBlank);
        if (boxes.isEmpty() || isBlank(all.get(all.size() - 1))) {
            return new Found("", Optional.empty(), "the last box is blank", Kind.BOX);
        }
        List<Span> group = lastGroup(text, boxes);
        List<Found> contents = new ArrayList<>();
        for (Span box : group) {
            contents.add(AnswerReader.whole(box.content(), Kind.BOX));
        }
        Found last = joined(contents);
        int before = boxes.size() - group.size() - 1;
        if (before >= 0 && last.term().isPresent()) {
            Span previous = boxes.get(before);
            long different = boxes.stream().map(Span::content).distinct().count();
            String gap = text.substring(previous.end(), group.get(0).start());
            Found earlier = AnswerReader.whole(previous.content(), Kind.BOX);
            boolean other = !earlier.term().equals(last.term());
            if (other && !concludes(gap, different)) {
                String both = previous.content() + " ; " + last.text();
                return new Found(both, Optional.empty(), "several boxes with different answers", Kind.BOX);
            }
        }
        return last;
    }

    private static Found joined(List<Found> contents) {
        Found first = contents.get(0);
        if (contents.size() == 1
                || contents.stream().allMatch(found -> found.term().equals(first.term()))) {
            return first;
        }
        List<Term> terms = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Found found : contents) {
            if (found.term().isEmpty()) {
                return found;
            }
            terms.add(found.term().get());
            texts.add(found.text());
        }
        return new Found(String.join(", ", texts), Optional.of(new Structure.Sequence(terms)), "", Kind.BOX);
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
