package dev.kedge.math.internal.extract;

import dev.kedge.math.internal.extract.Found.Kind;
import java.util.List;

/** The answer that stands before the words that call it so: {@code 18 is the answer}, {@code $18$ is what we get}. */
final class Statements {

    private static final List<String> ENDINGS = List.of(
            " is the answer",
            " is the final answer",
            " is the correct answer",
            " is our answer",
            " is my answer",
            " is our final answer",
            " is my final answer",
            " is the right answer",
            " is what we get",
            " is what we want",
            " is what we are looking for",
            " are the answers",
            " is therefore the answer",
            " is thus the answer",
            " must be the answer",
            " is the desired answer",
            " is the required answer",
            " is the answer we");
    private static final int MAX_BEFORE = 400;

    private Statements() {}

    /**
     * The last one of a text, given in small letters too; none if nothing readable stands directly before such words.
     */
    static Found last(String text, String lower) {
        if (!lower.contains("answer") && !lower.contains("what we")) { // every ending has one of these
            return Found.none("nothing is called the answer");
        }
        int end = -1;
        for (String ending : ENDINGS) {
            end = Math.max(end, lower.lastIndexOf(ending));
        }
        if (end < 0) {
            return Found.none("nothing is called the answer");
        }
        String before = text.substring(Math.max(0, end - MAX_BEFORE), end).replace("**", "  ");
        List<Span> formulas = Formulas.in(before);
        if (!formulas.isEmpty()
                && before.substring(formulas.get(formulas.size() - 1).end()).isBlank()) {
            return readable(AnswerReader.whole(formulas.get(formulas.size() - 1).content(), Kind.SAID));
        }
        List<Expressions.Run> runs = Expressions.in(before);
        if (runs.isEmpty()) {
            return Found.none("no number is called the answer");
        }
        Expressions.Run run = runs.get(runs.size() - 1);
        return run.isPartial(before) || !before.substring(run.span().end()).isBlank()
                ? Found.none("no number is called the answer")
                : readable(AnswerReader.expression(run.span().content(), Kind.SAID));
    }

    private static Found readable(Found found) {
        return found.term().isPresent() ? found : Found.none(found.reason());
    }
}
