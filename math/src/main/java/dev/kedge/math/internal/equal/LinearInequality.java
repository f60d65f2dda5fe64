package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.evaluate.ScalarEquality;
import dev.kedge.math.internal.evaluate.Variables;
import dev.kedge.math.internal.term.Sign;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** The solution of an inequality that is linear in what it is about. */
final class LinearInequality {

    private LinearInequality() {}

    /**
     * A half-line: what it is about is below or above a number.
     *
     * @param sign on which side, and whether the number belongs to it
     * @param at the number
     */
    record Bound(Sign sign, Term at) {}

    /** What a relation is about: its only variable, or the only unknown function in it. */
    static Optional<Term> subject(Structure.Relation relation) {
        Set<Term> unknown = new HashSet<>();
        for (Term side : relation.parts()) {
            if (side instanceof Term.Apply apply
                    && (apply.function().endsWith("()") || apply.function().endsWith("_"))) {
                unknown.add(side);
            } else {
                Variables.in(side).forEach(name -> unknown.add(new Term.Symbol(name)));
            }
        }
        return unknown.size() == 1 ? Optional.of(unknown.iterator().next()) : Optional.empty();
    }

    static Optional<Bound> bound(Term left, Sign sign, Term right, Term subject, ScalarEquality equality) {
        if (left.equals(subject) && !right.has(part -> part.equals(subject))) {
            return Optional.of(new Bound(sign, right));
        }
        if (right.equals(subject) && !left.has(part -> part.equals(subject))) {
            return Optional.of(new Bound(sign.turned(), left));
        }
        if (left.has(part -> part == Term.Constant.INFINITY) || right.has(part -> part == Term.Constant.INFINITY)) {
            return Optional.empty();
        }
        Term difference = new Term.Sum(List.of(left, new Term.Negative(right)));
        Term atZero = at(difference, subject, 0);
        Term slope = new Term.Sum(List.of(at(difference, subject, 1), new Term.Negative(atZero)));
        Term line = new Term.Sum(List.of(atZero, new Term.Product(List.of(slope, subject))));
        OptionalDouble steepness = ScalarEquality.real(slope);
        if (steepness.isEmpty() || Math.abs(steepness.getAsDouble()) < 1e-12 || !equality.same(difference, line)) {
            return Optional.empty();
        }
        Sign turned = steepness.getAsDouble() > 0 ? sign : sign.turned();
        return Optional.of(new Bound(turned, new Term.Negative(new Term.Quotient(atZero, slope))));
    }

    private static Term at(Term term, Term subject, long value) {
        return term.map(part -> part.equals(subject) ? Term.Num.of(value) : part);
    }
}
