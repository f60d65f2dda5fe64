package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.term.Term;
import java.util.List;
import java.util.Optional;

/**
 * The derivative of a term by a variable, by the rules of sums, products, quotients, powers and chains. The result is
 * not simplified.
 *
 * @param variable the variable
 */
record Derivative(String variable) {

    private static final int MAX_SIZE = 400;
    private static final Term ZERO = Term.Num.of(0);
    private static final Term ONE = Term.Num.of(1);

    /** A product that begins with {@code d/dx}, as what it stands for; any other term as it is. */
    static Term applied(Term term) {
        if (!(term instanceof Term.Product product) || !(product.parts().get(0) instanceof Term.Quotient operator)) {
            return term;
        }
        Optional<String> name = variable(operator);
        if (name.isEmpty()) {
            return term;
        }
        List<Term> rest = product.parts().subList(1, product.parts().size());
        Term of = rest.size() == 1 ? rest.get(0) : new Term.Product(rest);
        return size(of) > MAX_SIZE ? term : new Derivative(name.get()).of(of).orElse(term);
    }

    /** The x of {@code d/dx}. */
    private static Optional<String> variable(Term.Quotient operator) {
        return operator.numerator() instanceof Term.Symbol d
                        && (d.name().equals("d") || d.name().equals("∂"))
                        && operator.denominator() instanceof Term.Product below
                        && below.parts().size() == 2
                        && below.parts().get(0).equals(d)
                        && below.parts().get(1) instanceof Term.Symbol by
                ? Optional.of(by.name())
                : Optional.empty();
    }

    private static int size(Term term) {
        int size = 1;
        for (Term part : term.parts()) {
            size += size(part);
        }
        return size;
    }

    private boolean isConstant(Term term) {
        return !term.has(
                part -> part instanceof Term.Symbol symbol && symbol.name().equals(variable));
    }

    private Optional<Term> of(Term term) {
        if (isConstant(term)) {
            return Optional.of(ZERO);
        }
        if (term instanceof Term.Symbol) {
            return Optional.of(ONE);
        }
        if (term instanceof Term.Sum sum) {
            List<Optional<Term>> parts = sum.parts().stream().map(this::of).toList();
            return parts.stream().allMatch(Optional::isPresent)
                    ? Optional.of(new Term.Sum(
                            parts.stream().map(Optional::orElseThrow).toList()))
                    : Optional.empty();
        }
        if (term instanceof Term.Negative negative) {
            return of(negative.of()).map(Term.Negative::new);
        }
        if (term instanceof Term.Product product) {
            Term first = product.parts().get(0);
            List<Term> others = product.parts().subList(1, product.parts().size());
            Term rest = others.size() == 1 ? others.get(0) : new Term.Product(others);
            return both(first, rest, (left, right) -> sum(times(left, rest), times(first, right)));
        }
        if (term instanceof Term.Quotient quotient) {
            Term above = quotient.numerator();
            Term below = quotient.denominator();
            return both(
                    above,
                    below,
                    (left, right) -> new Term.Quotient(
                            sum(times(left, below), new Term.Negative(times(above, right))), power(below, 2)));
        }
        if (term instanceof Term.Power raised) {
            return power(raised);
        }
        return term instanceof Term.Apply apply ? function(apply) : Optional.empty();
    }

    private Optional<Term> power(Term.Power raised) {
        Term base = raised.base();
        Term exponent = raised.exponent();
        if (isConstant(exponent)) {
            Term less = new Term.Power(base, sum(exponent, new Term.Negative(ONE)));
            return of(base).map(inner -> new Term.Product(List.of(exponent, less, inner)));
        }
        Term logarithm = Term.Apply.of("ln", base);
        return both(
                exponent,
                base,
                (left, right) ->
                        times(raised, sum(times(left, logarithm), new Term.Quotient(times(exponent, right), base))));
    }

    private Optional<Term> function(Term.Apply apply) {
        Term argument = apply.parts().get(0);
        Term one = ONE;
        Optional<Term> outer = switch (apply.function()) {
            case "root" ->
                Optional.of(new Term.Quotient(
                        apply, new Term.Product(List.of(apply.parts().get(1), argument))));
            case "ln" -> Optional.of(new Term.Quotient(one, argument));
            case "log" ->
                apply.parts().size() == 1
                        ? Optional.of(new Term.Quotient(one, argument))
                        : Optional.of(new Term.Quotient(
                                one,
                                times(
                                        argument,
                                        Term.Apply.of("ln", apply.parts().get(1)))));
            case "sin" -> Optional.of(Term.Apply.of("cos", argument));
            case "cos" -> Optional.of(new Term.Negative(Term.Apply.of("sin", argument)));
            case "tan" -> Optional.of(new Term.Quotient(one, power(Term.Apply.of("cos", argument), 2)));
            case "arctan" -> Optional.of(new Term.Quotient(one, sum(one, power(argument, 2))));
            case "arcsin" ->
                Optional.of(new Term.Quotient(
                        one, Term.Apply.of("root", sum(one, new Term.Negative(power(argument, 2))), Term.Num.of(2))));
            case "sinh" -> Optional.of(Term.Apply.of("cosh", argument));
            case "cosh" -> Optional.of(Term.Apply.of("sinh", argument));
            default -> Optional.empty();
        };
        return outer.flatMap(factor -> of(argument).map(inner -> times(factor, inner)));
    }

    /** The two derivatives, put together. */
    private Optional<Term> both(Term one, Term other, java.util.function.BinaryOperator<Term> rule) {
        return of(one).flatMap(left -> of(other).map(right -> rule.apply(left, right)));
    }

    private static Term sum(Term one, Term other) {
        return new Term.Sum(List.of(one, other));
    }

    private static Term times(Term one, Term other) {
        return new Term.Product(List.of(one, other));
    }

    private static Term power(Term base, long exponent) {
        return new Term.Power(base, Term.Num.of(exponent));
    }
}
