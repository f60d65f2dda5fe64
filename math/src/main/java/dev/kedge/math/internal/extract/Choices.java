package dev.kedge.math.internal.extract;

import java.util.List;
import java.util.Optional;

/**
 * The letter that a text chooses. The last choice that is announced counts: {@code The answer is B}, {@code I would
 * choose B}, {@code Option B is correct}, {@code It must be B}. A letter that is denied, or that stands in an
 * explanation, is no choice; who announces several at once has not chosen.
 */
public final class Choices {

    private static final int MAX_LENGTH = 32_000;
    private static final int MAX_CONCLUSION = 20;
    static final String BEFORE = "(*_`\"'[{$“「【（ ";
    static final String BEHIND = ")*_`\"'].}$”」】）:：、。．,;!?";

    private final String text;
    private final String lower;
    private final String letters;

    private Choices(String text, String letters) {
        this.text = text;
        this.lower = Characters.lower(text);
        this.letters = letters;
    }

    /**
     * A choice.
     *
     * @param letter which; empty if there is none, or if several are named at once
     * @param announced whether the text announces a choice at all
     */
    public record Choice(Optional<Character> letter, boolean announced) {}

    /**
     * The last choice that a text announces.
     *
     * @param text what was written, without its thinking
     * @param letters the letters there are, capitals
     */
    public static Choice announced(String text, String letters) {
        String end = text.substring(Math.max(0, text.length() - MAX_LENGTH));
        return new Choices(end, letters).last();
    }

    private Choice last() {
        List<Integer> markers = Markers.all(text);
        for (int i = text.length() - 1; i >= 0; i--) {
            if (!isLetter(i)) {
                continue;
            }
            int left = left(i);
            int right = right(i + 1);
            if (!isAnnounced(i, left, right, markers)) {
                continue;
            }
            char letter = Character.toUpperCase(text.charAt(i));
            boolean several = isJoined(right);
            boolean back = isTakenBack(i + 1, letter);
            return new Choice(several || back ? Optional.empty() : Optional.of(letter), true);
        }
        return new Choice(Optional.empty(), false);
    }

    /** Whether a letter of a choice stands there, by itself. */
    private boolean isLetter(int index) {
        char character = text.charAt(index);
        boolean small = character >= 'a' && character <= 'z';
        if (letters.indexOf(Character.toUpperCase(character)) < 0 || character > 'z') {
            return false;
        }
        boolean before =
                index > 0 && (isNarrow(index - 1) || text.charAt(index - 1) == '\\' || text.charAt(index - 1) == '-');
        boolean behind = index + 1 < text.length()
                && (isNarrow(index + 1) || ("'’-^_=+/".indexOf(text.charAt(index + 1)) >= 0 && !isEnd(index + 1)));
        if (before || behind) {
            return false;
        }
        return !small || (index + 1 < text.length() && text.charAt(index + 1) == ')') || isAloneBehind(index);
    }

    /** A quotation mark or slash that ends the text. */
    private boolean isEnd(int index) {
        return index + 1 >= text.length()
                || (text.charAt(index) == '\'' && !isNarrow(index + 1))
                || text.charAt(index) == '/';
    }

    private boolean isAloneBehind(int index) {
        String rest = text.substring(index + 1).strip();
        return rest.isEmpty() || rest.equals(".") || rest.equals("}") || rest.equals("**");
    }

    private boolean isNarrow(int index) {
        return isNarrow(text.charAt(index));
    }

    /** Whether a letter or digit of a script with spaces between words. */
    static boolean isNarrow(char character) {
        return Character.isLetterOrDigit(character) && !Characters.isWideLetter(character);
    }

    private int left(int index) {
        int left = index;
        boolean more = true;
        while (more) {
            more = false;
            while (left > 0 && BEFORE.indexOf(text.charAt(left - 1)) >= 0) {
                left--;
                more = true;
            }
            for (String command : List.of("\\text", "\\textbf", "\\mathrm", "\\mathbf", "\\boxed")) {
                if (text.startsWith(command, left - command.length())) {
                    left -= command.length();
                    more = true;
                }
            }
        }
        return left;
    }

    private int right(int index) {
        int right = index;
        while (right < text.length() && BEHIND.indexOf(text.charAt(right)) >= 0 && !isComma(right)) {
            right++;
        }
        return right;
    }

    private boolean isComma(int index) {
        return text.charAt(index) == ',';
    }

    private boolean isAnnounced(int index, int left, int right, List<Integer> markers) {
        boolean dressed = "({[*$".indexOf(index > 0 ? text.charAt(index - 1) : ' ') >= 0;
        if (!dressed && (text.charAt(index) == 'A' || text.charAt(index) == 'I') && isWord(index)) {
            return false;
        }
        for (int marker : markers) {
            if (marker <= index && isFilling(lower.substring(Math.min(marker, left), left))) {
                return true;
            }
        }
        String before = clauseBefore(left);
        String rest = lower.substring(right).stripLeading();
        boolean ends =
                right >= text.length() || endsClause(index + 1) || rest.isEmpty() || Clauses.endsAt(" " + rest, 0);
        String stripped = withoutFilling(before);
        if (ChoiceWords.CONFIRMING.stream().anyMatch(rest::startsWith)
                && ChoiceWords.LEADING.contains(lastWords(before))) {
            return true;
        }
        if (ChoiceWords.CHOOSING.stream().anyMatch(words -> endsWithWords(stripped, words)) && !isDenied(stripped)) {
            return ends || isGoingOn(rest);
        }
        String concluded = strip(lower.substring(Math.max(0, left - MAX_CONCLUSION), left));
        return ends && ChoiceWords.CONCLUDING.stream().anyMatch(words -> endsWithWords(concluded, words));
    }

    /** Whether an A or I is a word of the sentence. */
    private boolean isWord(int index) {
        int next = index + 1;
        if (next >= text.length() || text.charAt(next) != ' ') {
            return false;
        }
        String rest = lower.substring(next + 1);
        boolean small = !rest.isEmpty() && Character.isLowerCase(text.charAt(next + 1));
        return small && !isGoingOn(rest);
    }

    private static boolean isGoingOn(String rest) {
        return ChoiceWords.GOING_ON.stream().anyMatch(word -> Characters.isWordAt(rest, 0, word))
                || rest.startsWith(",");
    }

    private boolean endsClause(int index) {
        return index < text.length() && ".,;!?\n。，；".indexOf(text.charAt(index)) >= 0;
    }

    private boolean isFilling(String words) {
        return withoutFilling(words).isEmpty();
    }

    private static String withoutFilling(String words) {
        String rest = strip(words);
        boolean more = true;
        while (more && !rest.isEmpty()) {
            more = false;
            for (String filling : ChoiceWords.BETWEEN) {
                if (endsWithWords(rest, filling) && !(filling.equals("is") && rest.endsWith("it is"))) {
                    rest = strip(rest.substring(0, rest.length() - filling.length()));
                    more = true;
                }
            }
        }
        return rest;
    }

    private static String strip(String words) {
        int end = words.length();
        while (end > 0 && (BEFORE.indexOf(words.charAt(end - 1)) >= 0 || ":：,\n".indexOf(words.charAt(end - 1)) >= 0)) {
            end--;
        }
        int start = 0;
        while (start < end && " *_:：\n$(".indexOf(words.charAt(start)) >= 0) {
            start++;
        }
        return words.substring(start, end);
    }

    private static boolean endsWithWords(String text, String words) {
        int start = text.length() - words.length();
        return text.endsWith(words)
                && (start == 0
                        || !Character.isLetter(text.charAt(start - 1))
                        || Characters.isWideLetter(words.charAt(0)));
    }

    private static boolean isDenied(String before) {
        return Cues.DENIALS.stream()
                .map(String::strip)
                .anyMatch(denial -> before.contains(denial + " ") || before.endsWith(denial));
    }

    private String clauseBefore(int left) {
        int start = left;
        while (start > 0 && ".,;!?\n。，；：:".indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        return lower.substring(start, left).strip();
    }

    private static String lastWords(String before) {
        String plain = before.replace("*", "").strip();
        int space = plain.lastIndexOf(' ');
        return plain.isEmpty() || ChoiceWords.LEADING.contains(plain) ? plain : plain.substring(space + 1);
    }

    /** Whether another letter is named together with one: "A or B", "A, B and C". */
    private boolean isJoined(int right) {
        String rest = text.substring(right).stripLeading();
        for (String word :
                List.of("or ", "and ", "/", "&", ",", "和", "或", "ou ", "et ", "y ", "und ", "oder ", "и ", "или ")) {
            if (rest.startsWith(word)) {
                String next = rest.substring(word.length()).strip();
                next = next.startsWith("or ") ? next.substring(3) : next.startsWith("and ") ? next.substring(4) : next;
                Choices other = new Choices(next, letters);
                int start = 0;
                while (start < next.length() && BEFORE.indexOf(next.charAt(start)) >= 0) {
                    start++;
                }
                boolean named = start < next.length()
                        && Character.isUpperCase(next.charAt(start))
                        && other.isLetter(start)
                        && !other.isSubject(start);
                return named;
            }
        }
        return false;
    }

    /** Whether a letter begins a clause of its own: "A is wrong". */
    private boolean isSubject(int index) {
        String rest = lower.substring(right(index + 1)).stripLeading();
        return List.of("is ", "was ", "fails", "would ", "can", "does", "has ", "are ", "cannot").stream()
                        .anyMatch(rest::startsWith)
                || isWord(index);
    }

    private boolean isTakenBack(int behind, char letter) {
        String rest = lower.substring(behind);
        char small = Character.toLowerCase(letter);
        return Cues.RETRACTIONS.stream().anyMatch(rest::contains)
                || rest.contains("not " + small + ".")
                || rest.contains("not " + small + ",")
                || rest.endsWith("not " + small);
    }
}
