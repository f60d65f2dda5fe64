package dev.kedge.math.internal.extract;

import java.util.ArrayList;
import java.util.List;

/** The formulas in running text: between dollar signs, {@code \(…\)}, {@code \[…\]} and in aligned environments. */
final class Formulas {

    private static final int MAX_LENGTH = 2000;
    private static final int MAX_FORMULAS = 2000;

    private Formulas() {}

    static List<Span> in(String text) {
        List<Span> formulas = new ArrayList<>();
        int position = 0;
        while (position < text.length() && formulas.size() < MAX_FORMULAS) {
            char character = text.charAt(position);
            if (character != '\\' && character != '$') {
                position++;
                continue;
            }
            Span formula = new Span(position, position + 1, "");
            if (character == '\\' && position + 1 < text.length()) {
                char next = text.charAt(position + 1);
                if (next == '(' || next == '[') {
                    formula = upTo(text, position, 2, next == '(' ? "\\)" : "\\]");
                } else if (text.startsWith("\\begin{align", position)
                        || text.startsWith("\\begin{equation", position)
                        || text.startsWith("\\begin{gather", position)) {
                    formula = environment(text, position);
                } else {
                    formula = new Span(position, position + 2, "");
                }
            } else if (character == '$') {
                boolean twice = text.startsWith("$$", position);
                formula = twice ? upTo(text, position, 2, "$$") : dollars(text, position);
            }
            if (!formula.content().isBlank()) {
                formulas.add(formula);
            }
            position = formula.end();
        }
        return formulas;
    }

    private static Span upTo(String text, int start, int opening, String closing) {
        int end = text.indexOf(closing, start + opening);
        if (end < 0 || end - start > MAX_LENGTH) {
            return new Span(start, start + opening, "");
        }
        return new Span(start, end + closing.length(), text.substring(start + opening, end));
    }

    private static Span environment(String text, int start) {
        int nameEnd = text.indexOf('}', start);
        String name = nameEnd < 0 ? "" : text.substring(start + 7, nameEnd);
        Span span = upTo(text, start, 0, "\\end{" + name + "}");
        if (span.content().isEmpty()) {
            return new Span(start, start + 7, "");
        }
        String body = span.content().substring(Math.min(span.content().length(), name.length() + 8));
        int row = body.stripTrailing().lastIndexOf("\\\\");
        boolean atEnd = row >= 0 && body.substring(row + 2).isBlank();
        String last = row >= 0 && !atEnd ? body.substring(row + 2) : body;
        return new Span(start, span.end(), last.replace("&", " "));
    }

    /** Between two dollar signs, unless they are prices with words between them. */
    private static Span dollars(String text, int start) {
        int end = endOfDollars(text, start);
        return end < 0 ? new Span(start, start + 1, "") : new Span(start, end, text.substring(start + 1, end - 1));
    }

    /** The index behind the dollar sign that closes the formula which one at an index opens; -1 if it opens none. */
    static int endOfDollars(String text, int start) {
        int end = start + 1;
        while (end < text.length() && text.charAt(end) != '$') {
            end += text.charAt(end) == '\\' ? 2 : 1;
            if (end - start > MAX_LENGTH) {
                return -1;
            }
        }
        return end >= text.length() || isProse(text.substring(start + 1, end)) ? -1 : end + 1;
    }

    /** Whether at least two words stand in a text, or a word after a number, outside LaTeX's own words. */
    private static boolean isProse(String content) {
        if (content.contains("\n\n")) {
            return true;
        }
        int words = 0;
        int level = 0;
        int i = 0;
        while (i < content.length()) {
            char character = content.charAt(i);
            int end = i + 1;
            if (character == '{') {
                level++;
            } else if (character == '}') {
                level--;
            }
            if (Character.isLetter(character) || character == '\\') {
                while (end < content.length() && Character.isLetter(content.charAt(end))) {
                    end++;
                }
                if (character != '\\' && level == 0 && end - i > 1 && content.charAt(end - 1) >= 'a') {
                    words++;
                }
            }
            i = end;
        }
        boolean price = !content.isEmpty() && Character.isDigit(content.charAt(0)) && content.endsWith(" ");
        return words >= 2 || (price && words >= 1);
    }
}
