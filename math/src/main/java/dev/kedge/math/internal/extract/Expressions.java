package dev.kedge.math.internal.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The expressions in running text, as far as they go: {@code 3 + 5}, {@code (3, π/2)}, {@code sqrt(17)}, {@code 4π/2},
 * {@code x = 5}. A number within one is never an expression of its own. What words make more of, such as {@code 5
 * squared} or {@code the root of 17}, is partial.
 */
final class Expressions {

    private static final int WINDOW = 4000;
    private static final int MAX_EXPRESSIONS = 400;
    private static final int MAX_LIST_GAP = 12;

    private final String text;
    private final int end;
    private final List<Run> runs = new ArrayList<>();
    private final Ahead ahead;
    private int position;

    private Expressions(String text, int from, int end) {
        this.text = text;
        this.end = end;
        this.position = from;
        this.ahead = new Ahead(text, end);
    }

    /**
     * An expression.
     *
     * @param span where it stands, and as it is written
     * @param unfinished whether a sign or bracket in it lacks what belongs to it, or it is the end of a name
     * @param aside whether it stands in brackets that hold words too
     */
    record Run(Span span, boolean unfinished, boolean aside) {

        /** Whether the words around it in its text make more of it. */
        boolean isPartial(String text) {
            return unfinished || Wording.makesMore(text, span.start(), span.end());
        }
    }

    /** The expressions of the last stretch of a text that hold a number, in order. */
    static List<Run> in(String text) {
        Expressions scan = new Expressions(text, Math.max(0, text.length() - WINDOW), text.length());
        scan.scan(false);
        return scan.runs;
    }

    /** Where the expression ends with which a text begins, if it holds a number; 0 if the text begins with none. */
    static int endOfFirst(String text) {
        if (text.isEmpty() || text.length() > WINDOW || Characters.isSpace(text.charAt(0))) {
            return 0;
        }
        Expressions scan = new Expressions(text, 0, text.length());
        scan.step(false);
        return scan.runs.isEmpty() || scan.runs.get(0).span().start() > 0
                ? 0
                : scan.runs.get(0).span().end();
    }

    /**
     * The expressions of the last sentences of a text, at least one of which is not aside if there is one at all. No
     * expression, list or bracket reaches beyond the beginning of the first of these sentences.
     */
    static List<Run> inLastSentences(String text) {
        int least = Math.max(0, text.length() - WINDOW);
        int from = text.length();
        while (from > least) {
            from = sentenceBefore(text, from, least);
            Expressions scan = new Expressions(text, from, text.length());
            scan.scan(false);
            if (scan.runs.stream().anyMatch(run -> !run.aside())) {
                return scan.runs;
            }
        }
        return in(text);
    }

    /** The beginning of a sentence before a place, from which on all brackets that close were opened. */
    private static int sentenceBefore(String text, int before, int least) {
        int level = 0;
        for (int i = text.length() - 1; i > least; i--) {
            char character = text.charAt(i);
            if (character == ')' || character == ']' || character == '）') {
                level++;
            } else if (Characters.isOpening(character)) {
                level--;
            }
            boolean begins = i < before - 1
                    && level == 0
                    && (character == '\n'
                            || (character == ' '
                                    && text.charAt(i - 1) == '.'
                                    && Character.isUpperCase(text.charAt(i + 1))));
            if (begins) {
                return i + 1;
            }
        }
        return least;
    }

    /**
     * The last expression, with those that are listed before it; what is said in brackets beside it does not count.
     *
     * @return an empty span if there is none, or if the words around it make more of it
     */
    static Span last(String text) {
        List<Run> runs = inLastSentences(text);
        int last = runs.size() - 1;
        while (last > 0 && runs.get(last).aside()) {
            last--;
        }
        if (last < 0) {
            return new Span(0, 0, "");
        }
        if (runs.get(last).aside()) {
            last = runs.size() - 1;
        }
        int first = last;
        while (first > 0 && !runs.get(first - 1).aside() && joins(gap(text, runs, first))) {
            first--;
        }
        Span end = runs.get(last).span();
        StringBuilder list = new StringBuilder();
        for (int i = first; i <= last; i++) {
            if (runs.get(i).isPartial(text)) {
                return new Span(runs.get(first).span().start(), end.end(), "");
            }
            list.append(i == first ? "" : ", ").append(runs.get(i).span().content());
        }
        return new Span(runs.get(first).span().start(), end.end(), list.toString());
    }

    private static String gap(String text, List<Run> runs, int second) {
        return text.substring(
                runs.get(second - 1).span().end(), runs.get(second).span().start());
    }

    /** Whether a text between two expressions only lists them. */
    static boolean joins(String gap) {
        if (gap.length() > MAX_LIST_GAP || gap.contains("\n")) {
            return false;
        }
        String words = gap.toLowerCase(Locale.ROOT)
                .replace("$", "")
                .replace("\\", "")
                .replace("*", "")
                .strip();
        return switch (words) {
            case "",
                    ",",
                    "and",
                    "or",
                    ", and",
                    ", or",
                    ";",
                    "to",
                    "&",
                    "and/or",
                    "、",
                    "和",
                    "或",
                    "与",
                    "и",
                    "или",
                    "et",
                    "ou",
                    "y",
                    "o",
                    "und",
                    "oder" -> !gap.isEmpty();
            default -> false;
        };
    }

    private void scan(boolean aside) {
        while (position < end && runs.size() < MAX_EXPRESSIONS) {
            if (Characters.isSpace(text.charAt(position))) {
                position++;
            } else {
                step(aside);
            }
        }
    }

    /** Passes over the word, the bracket or the expression that begins at the position, which is no space. */
    private void step(boolean aside) {
        char character = text.charAt(position);
        if (Character.isLetter(character) && !ahead.isMathName(position)) { // most of a text is words
            position = ahead.nameEnd(position);
            return;
        }
        if (Characters.isOpening(character) && !isCall()) {
            int close = closing(position);
            boolean remark = close > 0 && text.startsWith("=", Characters.skipSpaces(text, position + 1));
            if (close > 0 && (remark || hasWords(position + 1, close))) {
                Expressions within = new Expressions(text, position + 1, close);
                within.scan(true);
                runs.addAll(within.runs);
                position = close + 1;
                return;
            }
        }
        int start = position;
        ExpressionScan run = new ExpressionScan(text, start, end);
        if (run.end() > start) {
            add(run, aside);
            position = run.end();
        } else {
            position = Math.max(run.next(), start + 1);
        }
    }

    private void add(ExpressionScan run, boolean aside) {
        if (!run.hasNumber()) {
            return;
        }
        Span span = new Span(run.start(), run.end(), run.written());
        runs.add(new Run(span, run.isPartial(), aside));
    }

    /** Whether the bracket belongs to the name or number before it. */
    private boolean isCall() {
        return position > 0
                && Character.isLetterOrDigit(text.charAt(position - 1))
                && !Characters.isWideLetter(text.charAt(position - 1));
    }

    private int closing(int open) {
        int level = 0;
        for (int i = open; i < end && i - open < WINDOW; i++) {
            char character = text.charAt(i);
            if (Characters.isOpening(character)) {
                level++;
            } else if (character == ')' || character == ']' || character == '）') {
                level--;
                if (level == 0) {
                    return i;
                }
            } else if (character == '\n') {
                return -1;
            }
        }
        return -1;
    }

    /** Whether a word stands between two places that is no name of a function. */
    private boolean hasWords(int from, int to) {
        int i = from;
        while (i < to) {
            char character = text.charAt(i);
            if (!Character.isLetter(character)) {
                i++;
                continue;
            }
            int stop = i;
            while (stop < to && Character.isLetter(text.charAt(stop))) {
                stop++;
            }
            boolean command = i > 0 && text.charAt(i - 1) == '\\';
            String word = text.substring(i, stop);
            if (!command && (word.length() > 1 || Characters.isWideLetter(character)) && !Wording.isFunction(word)) {
                return true;
            }
            i = stop;
        }
        return false;
    }
}
