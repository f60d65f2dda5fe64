package dev.kedge.math.internal.extract;

import java.util.Set;

/** The ends of sentences in text with formulas. */
final class Sentences {

    private static final int MAX_LENGTH = 1500;
    /** Words with a full stop that ends no sentence. */
    private static final Set<String> ABBREVIATIONS = Set.of(
            "Rs", "Dr", "Mr", "Mrs", "Ms", "St", "No", "no", "vs", "approx", "ca", "i.e", "e.g", "p.m", "a.m", "Fig",
            "Eq");

    private Sentences() {}

    /** The sentence from an index on, without white space and marks of emphasis before it. */
    static Span from(String text, int index) {
        int start = index;
        while (start < text.length()
                && (Character.isWhitespace(text.charAt(start)) || "*_:：#>`".indexOf(text.charAt(start)) >= 0)) {
            start++;
        }
        int end = start;
        int level = 0;
        int formulaEnd = -1;
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
            if (character == '$' && end > formulaEnd) {
                formulaEnd = Formulas.endOfDollars(text, end);
            }
            boolean within = formula || end < formulaEnd;
            if (character == '\n' && (!within || text.startsWith("\n\n", end)) && level <= 0) {
                break;
            }
            if (!within && level <= 0 && (Characters.isWideEnd(character) || endsSentence(text, end))) {
                break;
            }
            end++;
        }
        end = Math.min(end, text.length());
        return new Span(start, end, text.substring(Math.min(start, end), end));
    }

    /** Whether the character at an index ends a sentence. */
    static boolean endsSentence(String text, int point) {
        char mark = text.charAt(point);
        if (mark != '.' && mark != '?' && mark != '!') {
            return false;
        }
        if (point + 1 >= text.length()) {
            return true;
        }
        char next = text.charAt(point + 1);
        boolean ends = Character.isWhitespace(next) || next == '*' || next == '<' || next == '"';
        return mark == '.' ? (ends || isCapital(text, point + 1)) && !isAbbreviation(text, point) : ends;
    }

    /** A capital letter with a small one, as a sentence begins with that follows without a space. */
    private static boolean isCapital(String text, int index) {
        return Character.isUpperCase(text.charAt(index));
    }

    private static boolean isAbbreviation(String text, int point) {
        int start = point;
        while (start > 0 && (Character.isLetter(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
            start--;
        }
        int next = Characters.skipSpaces(text, point + 1);
        boolean goesOn = next < text.length() && text.charAt(next) != '\n' && next > point + 1;
        return goesOn && ABBREVIATIONS.contains(text.substring(start, point));
    }
}
