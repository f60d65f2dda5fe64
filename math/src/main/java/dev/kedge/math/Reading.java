package dev.kedge.math;

import dev.kedge.math.internal.evaluate.ScalarEquality;
import dev.kedge.math.internal.evaluate.Variables;
import dev.kedge.math.internal.extract.AnswerFinder;
import dev.kedge.math.internal.extract.Found;
import dev.kedge.math.internal.extract.Labels;
import dev.kedge.math.internal.term.Term;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The reading of a completion or an answer.
 *
 * @param text all of it
 * @param found the answer in it
 * @param spoken its text without thinking and answer tags
 * @param value about its value, where it is a plain number or expression; of one with variables that at a point; else
 *     empty
 * @param variables their names
 */
record Reading(String text, Found found, String spoken, OptionalDouble value, Set<String> variables) {

    private static final Set<String> ROOTS = Set.of("sqrt", "root");
    /** Ten times the share that two numbers with decimals may differ by. */
    private static final double CLEAR = 1e-4;
    /** What two values at one point may differ by where terms cancel. */
    private static final double CANCELLED = 1e-9;

    static Reading of(String text) {
        AnswerFinder.Reply reply = AnswerFinder.read(text);
        return new Reading(text, reply.found(), reply.spoken(), OptionalDouble.empty(), Set.of());
    }

    /** With its value. */
    Reading valued() {
        boolean alone = found.kind() == Found.Kind.WHOLE
                && !isLong()
                && text.indexOf(',') < 0
                && Labels.contentOf(text).isEmpty();
        Optional<Term> plain =
                alone ? found.term().filter(term -> !term.has(part -> !isPlain(part))) : Optional.empty();
        if (plain.isEmpty()) {
            return this;
        }
        Set<String> names = Set.copyOf(Variables.in(plain.get()));
        OptionalDouble number =
                names.isEmpty() ? ScalarEquality.real(plain.get()) : ScalarEquality.atPoint(plain.get(), 0);
        return new Reading(text, found, spoken, number, names);
    }

    private static boolean isPlain(Term part) {
        return part instanceof Term.Num
                || part instanceof Term.Symbol
                || part == Term.Constant.PI
                || part instanceof Term.Sum
                || part instanceof Term.Product
                || part instanceof Term.Quotient
                || part instanceof Term.Power
                || part instanceof Term.Negative
                || (part instanceof Term.Apply apply && ROOTS.contains(apply.function()));
    }

    boolean isLong() {
        return text.length() > MathJudge.MAX_REPORT;
    }

    /**
     * How far from a value another may lie that is {@linkplain #clearlyDifferent not clearly different}, or farther.
     */
    static double reach(double value) {
        // |a - b| <= c + C max(|a|, |b|) and |b| <= |a| + |a - b| give |a - b| <= (c + C|a|) / (1 - C)
        return 1.01 * (CANCELLED + CLEAR * Math.abs(value)) / (1 - CLEAR);
    }

    /**
     * Whether both have values, at one point of the same variables, that no rounding makes equal; spares the comparison
     * of most answers.
     */
    static boolean clearlyDifferent(Reading one, Reading other) {
        if (one.value.isEmpty() || other.value.isEmpty() || !one.variables.equals(other.variables)) {
            return false;
        }
        double left = one.value.getAsDouble();
        double right = other.value.getAsDouble();
        double cancelled = one.variables.isEmpty() ? 0 : CANCELLED;
        return Math.abs(left - right) > cancelled + CLEAR * Math.max(Math.abs(left), Math.abs(right));
    }
}
