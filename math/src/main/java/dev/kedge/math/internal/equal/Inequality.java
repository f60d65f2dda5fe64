package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.evaluate.ScalarEquality;
import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Sign;
import dev.kedge.math.internal.term.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * An inequality in one variable: its solutions where it is linear in it, a quotient of polynomials whose roots are
 * known, or one of these within an absolute value.
 *
 * @param left the left side
 * @param sign the sign
 * @param right the right side
 * @param subject what it is about
 */
record Inequality(Term left, Sign sign, Term right, Term subject) {

    private static final int MAX_DEPTH = 3;

    /** The solutions; empty if they are not known. */
    Optional<RealSet> solutions(ScalarEquality equality) {
        return solutions(equality, 0);
    }

    private Optional<RealSet> solutions(ScalarEquality equality, int depth) {
        Optional<RealSet> linear = LinearInequality.bound(left, sign, right, subject, equality)
                .flatMap(bound -> RealSet.halfLine(bound.sign(), bound.at()));
        if (linear.isPresent() || depth > MAX_DEPTH) {
            return linear;
        }
        Set<Term> absolute = new HashSet<>();
        collect(left, absolute);
        collect(right, absolute);
        if (absolute.isEmpty()) {
            return rational();
        }
        if (left instanceof Term.Apply one && right instanceof Term.Apply other && absolute.size() == 2) {
            return new Inequality(squared(one), sign, squared(other), subject).solutions(equality, depth + 1);
        }
        return absolute.size() == 1 ? absolute(absolute.iterator().next(), equality, depth) : Optional.empty();
    }

    private static void collect(Term term, Set<Term> absolute) {
        if (term instanceof Term.Apply apply && apply.function().equals("abs")) {
            absolute.add(term);
            return;
        }
        term.parts().forEach(part -> collect(part, absolute));
    }

    private static Term squared(Term.Apply absolute) {
        return new Term.Power(absolute.parts().get(0), Term.Num.of(2));
    }

    /** |u| &lt; v says that u and -u are below v; |u| &gt; v that one of them is above. */
    private Optional<RealSet> absolute(Term absolute, ScalarEquality equality, int depth) {
        Optional<LinearInequality.Bound> bound = LinearInequality.bound(left, sign, right, absolute, equality);
        if (bound.isEmpty()) {
            return Optional.empty();
        }
        Term inside = absolute.parts().get(0);
        Sign side = bound.get().sign();
        Term at = bound.get().at();
        Optional<RealSet> one = new Inequality(inside, side, at, subject).solutions(equality, depth + 1);
        Optional<RealSet> other =
                new Inequality(new Term.Negative(inside), side, at, subject).solutions(equality, depth + 1);
        boolean either = side == Sign.GREATER || side == Sign.GREATER_OR_EQUAL;
        return one.flatMap(set -> other.map(second -> either ? set.union(second) : set.intersection(second)));
    }

    /** Between two roots of numerator and denominator, the sign is the same everywhere. */
    private Optional<RealSet> rational() {
        if (!(subject instanceof Term.Symbol symbol)) {
            return Optional.empty();
        }
        Optional<RationalFunction> difference =
                RationalFunction.of(new Term.Sum(List.of(left, new Term.Negative(right))), symbol.name());
        Optional<List<Term>> zeros =
                difference.flatMap(function -> function.above().roots());
        Optional<List<Term>> poles =
                difference.flatMap(function -> function.below().roots());
        if (zeros.isEmpty() || poles.isEmpty() || difference.get().above().degree() < 0) {
            return Optional.empty();
        }
        List<Root> roots = new ArrayList<>();
        for (Term zero : zeros.get()) {
            roots.add(new Root(zero, value(zero), false));
        }
        for (Term pole : poles.get()) {
            roots.add(new Root(pole, value(pole), true));
        }
        if (roots.stream().anyMatch(root -> Double.isNaN(root.value()))) {
            return Optional.empty();
        }
        roots.sort(Comparator.comparingDouble(Root::value));
        return Optional.of(pieces(difference.get(), roots));
    }

    private record Root(Term term, double value, boolean pole) {}

    private static double value(Term term) {
        OptionalDouble value = ScalarEquality.real(term);
        return value.orElse(Double.NaN);
    }

    private RealSet pieces(RationalFunction function, List<Root> roots) {
        RealSet solutions = RealSet.nothing();
        for (int i = 0; i <= roots.size(); i++) {
            double low = i == 0 ? Double.NEGATIVE_INFINITY : roots.get(i - 1).value();
            double high =
                    i == roots.size() ? Double.POSITIVE_INFINITY : roots.get(i).value();
            if (high - low < 1e-9) {
                continue;
            }
            double middle = i == 0 ? high - 1 : i == roots.size() ? low + 1 : (low + high) / 2;
            middle = roots.isEmpty() ? 0 : middle;
            if (holds(function.signumAt(exact(middle)))) {
                Optional<Term> from =
                        i == 0 ? Optional.empty() : Optional.of(roots.get(i - 1).term());
                Optional<Term> to = i == roots.size()
                        ? Optional.empty()
                        : Optional.of(roots.get(i).term());
                solutions = solutions.union(RealSet.between(from, to));
            }
        }
        for (Root root : roots) {
            boolean pole =
                    roots.stream().anyMatch(other -> other.pole() && Math.abs(other.value() - root.value()) < 1e-9);
            if (!pole && holds(0)) {
                solutions = solutions.union(RealSet.point(root.term()));
            }
        }
        return solutions;
    }

    private static Rational exact(double value) {
        BigDecimal decimal = new BigDecimal(value);
        return Rational.decimal(decimal.unscaledValue(), decimal.scale());
    }

    private boolean holds(int signum) {
        return switch (sign) {
            case LESS -> signum < 0;
            case LESS_OR_EQUAL -> signum <= 0;
            case GREATER -> signum > 0;
            case GREATER_OR_EQUAL -> signum >= 0;
            default -> signum != 0;
        };
    }
}
