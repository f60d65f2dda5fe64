package dev.kedge.math.internal.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The expression that a completion ends with or marks, for verifiers of numbers. In what is marked there must be one
 * expression only; behind an announcement the first one counts, if no other is listed with it; else the last of all. Of
 * an equation its right side is the expression.
 *
 * @param text as it is written; empty if there is none
 * @param reason why there is none, else empty
 */
public record FinalExpression(Optional<String> text, String reason) {

    private static final String HASHES = "####";

    /**
     * Finds it.
     *
     * @param completion any text
     * @param last whether the last expression counts where none is marked or announced
     * @return the expression, or why there is none
     */
    public static FinalExpression of(String completion, boolean last) {
        String spoken = SpokenText.afterThought(completion);
        Optional<String> tagged = AnswerFinder.tagged(spoken);
        String text = tagged.orElse(spoken);
        Optional<FinalExpression> marked = marked(text).or(() -> announced(text));
        if (marked.isPresent()) {
            return marked.get();
        }
        if (tagged.isPresent()) {
            return only(text);
        }
        return last ? last(text) : none("no answer is marked");
    }

    private static Optional<FinalExpression> marked(String text) {
        int hashes = text.lastIndexOf(HASHES);
        if (hashes >= 0) {
            String rest = text.substring(hashes + HASHES.length()).stripLeading();
            return Optional.of(only(rest.lines().findFirst().orElse("")));
        }
        if (Boxes.unclosed(text) >= 0 && Boxes.unclosed(text) > lastBox(text)) {
            return Optional.of(none("the last box is not closed"));
        }
        List<Span> boxes = new ArrayList<>(Boxes.in(text));
        if (boxes.isEmpty()) {
            return Optional.empty();
        }
        if (boxes.stream().anyMatch(box -> !Boxes.isBlank(box)) && !Boxes.isBlank(boxes.get(boxes.size() - 1))) {
            boxes.removeIf(Boxes::isBlank);
        }
        return Optional.of(only(inner(boxes.get(boxes.size() - 1).content())));
    }

    /** The content of a box within a box. */
    private static String inner(String content) {
        List<Span> boxes = Boxes.in(content);
        return boxes.size() == 1 ? boxes.get(0).content() : content;
    }

    private static int lastBox(String text) {
        List<Span> boxes = Boxes.in(text);
        return boxes.isEmpty() ? -1 : boxes.get(boxes.size() - 1).start();
    }

    private static Optional<FinalExpression> announced(String text) {
        for (int marker : Markers.in(text)) {
            String sentence = Sentences.from(text, marker).content();
            if (Announced.isVerdict(sentence)) {
                continue;
            }
            Optional<String> instead = Clauses.instead(sentence);
            if (instead.isPresent() && instead.get().isEmpty()) {
                continue;
            }
            String said = instead.orElse(sentence);
            String plain = plain(said);
            List<Expressions.Run> runs = Expressions.in(plain);
            if (runs.isEmpty()) {
                continue;
            }
            boolean listed = runs.size() > 1
                    && Expressions.joins(said.substring(
                            runs.get(0).span().end(), runs.get(1).span().start()));
            return Optional.of(listed ? none("several numbers are named") : expression(runs.get(0), plain));
        }
        return Optional.empty();
    }

    private static FinalExpression only(String marked) {
        String plain = plain(marked);
        List<Expressions.Run> runs = Expressions.in(plain);
        return runs.size() == 1
                ? expression(runs.get(0), plain)
                : none("the marked answer must hold one number, got " + runs.size());
    }

    private static FinalExpression last(String text) {
        String plain = plain(text);
        List<Expressions.Run> runs = Expressions.inLastSentences(plain);
        for (int i = runs.size() - 1; i >= 0; i--) {
            if (!runs.get(i).aside()) {
                return expression(runs.get(i), plain);
            }
        }
        return runs.isEmpty() ? none("no answer found") : expression(runs.get(runs.size() - 1), plain);
    }

    /** Without the marks of formulas, index by index the same. */
    private static String plain(String text) {
        return text.indexOf('\\') < 0
                ? text
                : text.replace("\\(", "  ")
                        .replace("\\)", "  ")
                        .replace("\\[", "  ")
                        .replace("\\]", "  ");
    }

    private static FinalExpression expression(Expressions.Run run, String plain) {
        String text = run.span().content();
        int sign = text.lastIndexOf('=');
        boolean relation = sign > 0 && "<>!≤≥".indexOf(text.charAt(sign - 1)) >= 0;
        String right = sign < 0 || relation ? text : text.substring(sign + 1).strip();
        return run.isPartial(plain)
                ? none("a part of a larger expression: " + text)
                : new FinalExpression(Optional.of(right), "");
    }

    private static FinalExpression none(String reason) {
        return new FinalExpression(Optional.empty(), reason);
    }
}
