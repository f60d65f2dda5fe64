package dev.kedge.math.internal.extract;

import dev.kedge.math.internal.extract.Found.Kind;
import dev.kedge.math.internal.term.Term;
import java.util.List;

/** The answer of a text that marks none: its last formula or its last expression, whichever stands later. */
final class Unmarked {

    private static final char BLANK = '\u0001';

    private Unmarked() {}

    /** The last formula or expression; a formula that is only a name counts if there is nothing else. */
    static Found last(String text) {
        List<Span> formulas = Formulas.in(text);
        Span expression = Expressions.last(withoutFormulas(text, formulas));
        Found name = Found.none("no answer found");
        for (int i = formulas.size() - 1; i >= 0; i--) {
            Span formula = formulas.get(i);
            if (expression.start() > formula.start()) {
                break;
            }
            Found found = AnswerReader.whole(joinedFormulas(text, formulas, i), Kind.FORMULA);
            if (found.term().isEmpty()) {
                return AnswerReader.behindEquals(formula.content(), found);
            }
            if (!found.term().filter(Unmarked::isName).isPresent()) {
                return found;
            }
            name = name.isAnswer() ? name : found;
        }
        if (expression.content().indexOf('\\') >= 0) {
            return Found.none("the last formula is marked as none");
        }
        if (!expression.content().isEmpty()) {
            return AnswerReader.expression(expression.content(), Kind.NUMBER);
        }
        return name;
    }

    private static boolean isName(Term term) {
        if (term instanceof Term.Product product) {
            return product.parts().stream().allMatch(part -> part instanceof Term.Symbol);
        }
        return term instanceof Term.Symbol || term instanceof Term.Text;
    }

    /** A formula with those before it that a comma, "and" or "or" joins to it. */
    private static String joinedFormulas(String text, List<Span> formulas, int last) {
        int first = last;
        while (first > 0) {
            String gap = text.substring(
                            formulas.get(first - 1).end(), formulas.get(first).start())
                    .strip();
            boolean joins = gap.equals(",")
                    || gap.equals("and")
                    || gap.equals("or")
                    || gap.equals(", and")
                    || gap.equals(", or");
            if (!joins) {
                break;
            }
            first--;
        }
        StringBuilder joined = new StringBuilder();
        for (int i = first; i <= last; i++) {
            joined.append(i == first ? "" : " , ").append(formulas.get(i).content());
        }
        return joined.toString();
    }

    /** The text with formulas blanked out, index by index the same. */
    private static String withoutFormulas(String text, List<Span> formulas) {
        if (formulas.isEmpty()) {
            return text;
        }
        StringBuilder blank = new StringBuilder(text);
        for (Span formula : formulas) {
            for (int i = formula.start(); i < formula.end(); i++) {
                blank.setCharAt(i, BLANK);
            }
        }
        return blank.toString();
    }
}
