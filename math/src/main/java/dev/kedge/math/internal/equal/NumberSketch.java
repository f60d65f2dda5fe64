package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.evaluate.ScalarEquality;
import dev.kedge.math.internal.evaluate.Variables;
import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Sign;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import dev.kedge.math.internal.unit.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The smallest and the largest number of an answer: of {@code 3} and {@code x = 3} both are 3, of {@code {1, 2}},
 * {@code (1, 2)} and {@code 1 < x < 2} they are 1 and 2, of a formula its value at a point. Answers that are the same
 * have the same ones up to rounding, in whatever order and however often they name a number.
 *
 * @param low the smallest number
 * @param high the largest number
 * @param factor what a measure may also be multiplied by: 1/100 for percent, π/180 for degrees, else to basic units
 * @param blur how far off the numbers may be from rounding; 0 if they are exact
 * @param residue of a single rational expression, {@link ScalarEquality#residue}
 * @param name what the answer is the value of; empty text if it does not say
 * @param variables of the formula that it is, its name among them
 */
record NumberSketch(
        double low, double high, double factor, double blur, OptionalLong residue, String name, Set<String> variables) {

    /** Ten times the share that two numbers with decimals may differ by. */
    private static final double CLEAR = 1e-4;
    /** The share of the largest of its terms that a sum of doubles may be off by, and much more. */
    private static final double ROUNDING = 1e-9;

    private static final Set<String> ROOTS = Set.of("sqrt", "root");

    /**
     * Sketches a term.
     *
     * @param term what an answer says
     * @return its sketch; empty if it is none of the simple forms, whose equality is that of their numbers
     */
    static Optional<NumberSketch> of(Term term) {
        if (term instanceof Structure.Relation relation) {
            return relation.signs().equals(List.of(Sign.EQUAL)) ? named(relation) : between(relation);
        }
        boolean list = term instanceof Structure.Group
                || term instanceof Structure.FiniteSet
                || term instanceof Structure.Sequence;
        return list ? several(term.parts()) : measure(term).or(() -> expression(term, ""));
    }

    /**
     * Whether no comparison finds the two the same.
     *
     * @param other another sketch
     * @return false if they may be the same
     */
    boolean isApart(NumberSketch other) {
        boolean isFormula = hasVariables() || other.hasVariables();
        boolean named = !name.isEmpty() && !other.name.isEmpty() && !name.equals(other.name);
        if (isFormula && named && variables.equals(other.variables)) {
            return false; // y = 2x and x = y/2 are one line
        }
        if (isFormula && residue.isPresent() && other.residue.isPresent()) {
            return residue.getAsLong() != other.residue.getAsLong();
        }
        double off = blur + other.blur;
        return isApart(1, other, 1, off)
                && (factor == 1 || isApart(factor, other, 1, off))
                && (other.factor == 1 || isApart(1, other, other.factor, off))
                && (factor == 1 || other.factor == 1 || isApart(factor, other, other.factor, off));
    }

    private boolean hasVariables() {
        return variables.size() > (name.isEmpty() ? 0 : 1);
    }

    private boolean isApart(double by, NumberSketch other, double otherBy, double off) {
        return isApart(low * by, other.low * otherBy, off) || isApart(high * by, other.high * otherBy, off);
    }

    private static boolean isApart(double one, double other, double off) {
        if (Double.isInfinite(one) || Double.isInfinite(other)) {
            return one != other;
        }
        return Math.abs(one - other) > off + CLEAR * Math.max(Math.abs(one), Math.abs(other));
    }

    /** A value with a name that is not in it. */
    private static Optional<NumberSketch> named(Structure.Relation equation) {
        return equation.parts().get(0) instanceof Term.Symbol symbol
                        && !Variables.in(equation.parts().get(1)).contains(symbol.name())
                ? expression(equation.parts().get(1), symbol.name())
                : Optional.empty();
    }

    /** Numbers on one or both sides of a variable, in order: an interval that is not empty. */
    private static Optional<NumberSketch> between(Structure.Relation chain) {
        boolean up = chain.signs().stream().allMatch(sign -> sign == Sign.LESS || sign == Sign.LESS_OR_EQUAL);
        boolean down = chain.signs().stream().allMatch(sign -> sign == Sign.GREATER || sign == Sign.GREATER_OR_EQUAL);
        List<Term> sides = chain.parts();
        int variable = sides.get(0) instanceof Term.Symbol ? 0 : 1;
        if (up == down
                || sides.size() > 3
                || variable + 2 < sides.size()
                || !(sides.get(variable) instanceof Term.Symbol)) {
            return Optional.empty();
        }
        List<Term> ends = new ArrayList<>(sides);
        ends.remove(variable);
        if (down) {
            Collections.reverse(ends);
        }
        if (ends.size() == 1) {
            boolean above = up == (variable == 1);
            ends.add(above ? 1 : 0, above ? Term.Constant.INFINITY : new Term.Negative(Term.Constant.INFINITY));
        }
        Optional<NumberSketch> low = several(ends.subList(0, 1));
        Optional<NumberSketch> high = several(ends.subList(1, 2));
        boolean isOrdered = low.isPresent()
                && high.isPresent()
                && low.get().low < high.get().high
                && isApart(low.get().low, high.get().high, low.get().blur + high.get().blur);
        return isOrdered ? several(ends) : Optional.empty();
    }

    private static Optional<NumberSketch> several(List<Term> members) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double blur = 0;
        for (Term member : members) {
            int infinity = ScalarEquality.infinitySign(member);
            if (infinity != 0) {
                low = infinity < 0 ? Double.NEGATIVE_INFINITY : low;
                high = infinity > 0 ? Double.POSITIVE_INFINITY : high;
                continue;
            }
            Optional<NumberSketch> number = expression(member, "").filter(sketch -> !sketch.hasVariables());
            if (number.isEmpty()) {
                return Optional.empty();
            }
            low = Math.min(low, number.get().low);
            high = Math.max(high, number.get().high);
            blur = Math.max(blur, number.get().blur);
        }
        return members.isEmpty()
                ? Optional.empty()
                : Optional.of(new NumberSketch(low, high, 1, blur, OptionalLong.empty(), "", Set.of()));
    }

    private static Optional<NumberSketch> measure(Term term) {
        Measure measure = Measure.of(term);
        if (measure.isPlain()) {
            return Optional.empty();
        }
        double factor = measure.unit().map(NumberSketch::factor).orElse(1.0);
        return expression(measure.value(), "")
                .filter(number -> !number.hasVariables() && Double.isFinite(factor) && factor > 0)
                .map(number -> new NumberSketch(
                        number.low, number.high, factor, number.blur, OptionalLong.empty(), "", Set.of()));
    }

    private static double factor(Unit unit) {
        if (unit.equals(Measure.PERCENT)) {
            return 0.01;
        }
        return unit.equals(Measure.DEGREES) ? Math.PI / 180 : unit.factor().toDouble();
    }

    private static Optional<NumberSketch> expression(Term term, String name) {
        if (term instanceof Term.Symbol || term.has(part -> !isPlain(part))) {
            return Optional.empty();
        }
        Set<String> variables = Variables.in(term);
        if (hasOtherReading(term, !variables.isEmpty())) {
            return Optional.empty();
        }
        Optional<Rational> exact = variables.isEmpty() ? ScalarEquality.exact(term) : Optional.empty();
        OptionalDouble value =
                exact.isPresent() ? OptionalDouble.of(exact.get().toDouble()) : ScalarEquality.atPoint(term, 0);
        OptionalDouble size =
                exact.isPresent() ? OptionalDouble.of(0) : ScalarEquality.atPoint(term.map(NumberSketch::unsigned), 0);
        if (value.isEmpty()
                || size.isEmpty()
                || !Double.isFinite(value.getAsDouble())
                || !Double.isFinite(size.getAsDouble())) {
            return Optional.empty();
        }
        double number = value.getAsDouble();
        double blur = exact.isPresent() ? 0 : ROUNDING * (1 + size.getAsDouble());
        if (!name.isEmpty()) {
            variables.add(name);
        }
        return Optional.of(new NumberSketch(number, number, 1, blur, ScalarEquality.residue(term), name, variables));
    }

    /** Whether letters may be a unit, a word, directions or the constant of an integral. */
    private static boolean hasOtherReading(Term term, boolean variables) {
        return ValueEquality.letters(term).isPresent()
                || (variables
                        && (Measure.ofLetters(term).isPresent()
                                || Directions.isIn(term)
                                || IntegralConstant.isIn(term)));
    }

    private static boolean isPlain(Term part) {
        return part instanceof Term.Num
                || part instanceof Term.Symbol
                || part == Term.Constant.PI
                || part == Term.Constant.E
                || part instanceof Term.Sum
                || part instanceof Term.Product
                || part instanceof Term.Quotient
                || part instanceof Term.Power
                || part instanceof Term.Negative
                || (part instanceof Term.Apply apply && ROOTS.contains(apply.function()));
    }

    private static Term unsigned(Term part) {
        if (part instanceof Term.Negative negative) {
            return negative.of();
        }
        return part instanceof Term.Num number && number.value().signum() < 0
                ? new Term.Num(number.value().abs(), number.decimal())
                : part;
    }
}
