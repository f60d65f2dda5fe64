package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A quotient of two polynomials in one variable.
 *
 * @param above the numerator
 * @param below the denominator, not 0
 */
record RationalFunction(Polynomial above, Polynomial below) {

    private static final int MAX_POWER = 8;

    /** The function that a term is of a variable; empty if it is none, or of too high a degree. */
    static Optional<RationalFunction> of(Term term, String variable) {
        if (term instanceof Term.Num number) {
            return Optional.of(whole(Polynomial.constant(number.value())));
        }
        if (term instanceof Term.Symbol symbol) {
            return symbol.name().equals(variable) ? Optional.of(whole(Polynomial.variable())) : Optional.empty();
        }
        if (term instanceof Term.Negative negative) {
            return of(negative.of(), variable).flatMap(inner -> inner.times(whole(minusOne())));
        }
        if (term instanceof Term.Sum sum) {
            return joined(sum.parts(), variable, Rational.ZERO, RationalFunction::plus);
        }
        if (term instanceof Term.Product product) {
            return joined(product.parts(), variable, Rational.ONE, RationalFunction::times);
        }
        if (term instanceof Term.Quotient quotient) {
            Optional<RationalFunction> divisor = of(quotient.denominator(), variable);
            return of(quotient.numerator(), variable)
                    .flatMap(left -> divisor.flatMap(RationalFunction::inverse).flatMap(left::times));
        }
        if (term instanceof Term.Power power
                && power.exponent() instanceof Term.Num exponent
                && exponent.value().isWhole()
                && exponent.value().signum() >= 0
                && exponent.value().numerator().compareTo(BigInteger.valueOf(MAX_POWER)) <= 0) {
            Optional<RationalFunction> base = of(power.base(), variable);
            Optional<RationalFunction> total = Optional.of(whole(Polynomial.constant(Rational.ONE)));
            for (int i = 0; i < exponent.value().numerator().intValueExact(); i++) {
                total = total.flatMap(left -> base.flatMap(left::times));
            }
            return total;
        }
        return Optional.empty();
    }

    private static Optional<RationalFunction> joined(
            List<Term> parts,
            String variable,
            Rational neutral,
            BiFunction<RationalFunction, RationalFunction, Optional<RationalFunction>> by) {
        Optional<RationalFunction> total = Optional.of(whole(Polynomial.constant(neutral)));
        for (Term part : parts) {
            Optional<RationalFunction> next = of(part, variable);
            total = total.flatMap(left -> next.flatMap(right -> by.apply(left, right)));
        }
        return total;
    }

    private static RationalFunction whole(Polynomial polynomial) {
        return new RationalFunction(polynomial, Polynomial.constant(Rational.ONE));
    }

    private static Polynomial minusOne() {
        return Polynomial.constant(Rational.of(-1));
    }

    private Optional<RationalFunction> inverse() {
        return above.degree() < 0 ? Optional.empty() : Optional.of(new RationalFunction(below, above));
    }

    private Optional<RationalFunction> times(RationalFunction other) {
        return above.times(other.above)
                .flatMap(numerator ->
                        below.times(other.below).map(denominator -> new RationalFunction(numerator, denominator)));
    }

    private Optional<RationalFunction> plus(RationalFunction other) {
        return above.times(other.below)
                .flatMap(left -> other.above
                        .times(below)
                        .flatMap(right -> below.times(other.below)
                                .map(denominator -> new RationalFunction(left.plus(right), denominator))));
    }

    /** The sign at a point where the denominator is not 0. */
    int signumAt(Rational point) {
        return above.at(point).signum() * below.at(point).signum();
    }
}
