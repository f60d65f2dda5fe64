package dev.kedge.math.internal.evaluate;

import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Equality of two expressions for all values of their variables.
 *
 * <p>In this order: as exact fractions; as rational functions modulo a prime at three points; as real functions at up
 * to twelve points, in doubles and where these agree with {@linkplain ManyDigits many digits} at two of them; as
 * complex functions likewise. A point where one of the two has no real value does not count. Two expressions without
 * variables where a decimal point is written may differ by half a unit of the last of {@code decimals} places, and by
 * one in 100,000 of their size.
 *
 * @param decimals places that written decimals must agree in
 */
public record ScalarEquality(int decimals) {

    private static final int MODULAR_POINTS = 3;
    private static final int POINTS = 12;
    private static final int ENOUGH_POINTS = 5;
    private static final int MIN_POINTS = 3;
    private static final double CLEARLY_DIFFERENT = 1e-5;
    /** Below this size a double may be a zero that rounding has moved. */
    private static final double NO_ZERO = 1e-6;

    /** The outcome of a comparison. */
    private enum Finding {
        SAME,
        DIFFERENT,
        UNKNOWN
    }

    /**
     * Compares two expressions.
     *
     * @param left the one
     * @param right the other
     * @return true if they are found to be the same; false if not, or if nothing can be found out
     */
    public boolean same(Term left, Term right) {
        if (left.equals(right)) {
            return !isWithoutValue(left);
        }
        if (infinite(left) || infinite(right)) {
            return sameInfinity(left, right);
        }
        Set<String> variables = new TreeSet<>(Variables.in(left));
        variables.addAll(Variables.in(right));
        boolean constant = variables.isEmpty();
        if (constant) {
            Optional<Rational> exactLeft = exact(left);
            Optional<Rational> exactRight = exactLeft.isPresent() ? exact(right) : Optional.empty();
            if (exactRight.isPresent()) {
                return close(left, right, exactLeft.orElseThrow(), exactRight.orElseThrow());
            }
        }
        Finding modular = modular(left, right);
        if (modular != Finding.UNKNOWN) {
            return modular == Finding.SAME;
        }
        Pair pair = new Pair(left, right, constant);
        if (!pair.has(part -> part == Term.Constant.I)) {
            Finding real = real(pair);
            if (real != Finding.UNKNOWN) {
                return real == Finding.SAME;
            }
        }
        return complex(pair) == Finding.SAME;
    }

    private static boolean isWithoutValue(Term term) {
        return term.has(part -> part instanceof Term.Quotient quotient
                && quotient.denominator() instanceof Term.Num number
                && number.value().signum() == 0);
    }

    private static boolean infinite(Term term) {
        return term.has(part -> part == Term.Constant.INFINITY);
    }

    private static boolean sameInfinity(Term left, Term right) {
        return infinitySign(left) != 0 && infinitySign(left) == infinitySign(right);
    }

    /**
     * Which infinity a term is.
     *
     * @param term any term
     * @return 1 or -1; 0 if it is no infinity
     */
    public static int infinitySign(Term term) {
        if (term == Term.Constant.INFINITY) {
            return 1;
        }
        return term instanceof Term.Negative negative ? -infinitySign(negative.of()) : 0;
    }

    /**
     * The value as an exact fraction.
     *
     * @param term an expression
     * @return its value; empty if it is irrational, has variables, or takes too much room
     */
    public static Optional<Rational> exact(Term term) {
        try {
            return Optional.of(new Evaluator<>(new ExactArithmetic(), Map.of()).value(term));
        } catch (UndefinedException notExact) {
            return Optional.empty();
        }
    }

    /**
     * The value as a double.
     *
     * @param term an expression without variables
     * @return about its value; infinite for infinity; empty if it is no real number or has variables
     */
    public static OptionalDouble real(Term term) {
        int infinity = infinitySign(term);
        if (infinity != 0) {
            return OptionalDouble.of(infinity * Double.POSITIVE_INFINITY);
        }
        if (!Variables.in(term).isEmpty()) {
            return OptionalDouble.empty();
        }
        return atPoint(term, 0);
    }

    /**
     * The value of an expression with variables at a point, as a double.
     *
     * @param term an expression
     * @param point which point
     * @return about its value; empty if it has no real one there
     */
    public static OptionalDouble atPoint(Term term, int point) {
        try {
            return OptionalDouble.of(new Evaluator<>(new RealArithmetic(point), Map.of()).value(term));
        } catch (UndefinedException notReal) {
            return OptionalDouble.empty();
        }
    }

    /**
     * The value of an expression with rational coefficients modulo a prime, its variables at a point: equal for
     * expressions that are the same where one of them has variables.
     *
     * @param term an expression whose variables need not be whole numbers
     * @return the residue; empty if it has no rational value there
     */
    public static OptionalLong residue(Term term) {
        try {
            return OptionalLong.of(new Evaluator<>(new ModularArithmetic(0), Map.of()).value(term));
        } catch (UndefinedException irrational) {
            return OptionalLong.empty();
        }
    }

    private boolean close(Term left, Term right, Rational leftValue, Rational rightValue) {
        if (leftValue.equals(rightValue)) {
            return true;
        }
        return (isDecimal(left) || isDecimal(right))
                && close(leftValue.minus(rightValue).abs(), leftValue, rightValue);
    }

    private boolean close(Rational difference, Rational left, Rational right) {
        Rational larger = left.abs().compareTo(right.abs()) > 0 ? left.abs() : right.abs();
        Rational half = Rational.decimal(BigInteger.valueOf(5), decimals + 1);
        return difference.compareTo(half) <= 0
                && difference.times(Rational.of(100_000)).compareTo(larger) <= 0;
    }

    private static boolean isDecimal(Term term) {
        return term.has(part -> part instanceof Term.Num number && number.decimal());
    }

    private static Finding modular(Term left, Term right) {
        for (int point = 0; point < MODULAR_POINTS; point++) {
            try {
                ModularArithmetic arithmetic = new ModularArithmetic(point);
                Map<String, Rational> counts = Variables.counting(left, right, point);
                Long one = new Evaluator<>(arithmetic, counts).value(left);
                Long other = new Evaluator<>(arithmetic, counts).value(right);
                if (!one.equals(other)) {
                    return Finding.DIFFERENT;
                }
            } catch (UndefinedException irrational) {
                return Finding.UNKNOWN;
            }
        }
        return Finding.SAME;
    }

    /** Two expressions that are compared at points. */
    private record Pair(Term left, Term right, boolean constant) {

        boolean has(java.util.function.Predicate<Term> kind) {
            return left.has(kind) || right.has(kind);
        }

        <T> Optional<Values<T>> at(int point, IntFunction<Arithmetic<T>> arithmetic) {
            try {
                Map<String, Rational> counts = Variables.counting(left, right, point);
                T one = new Evaluator<>(arithmetic.apply(point), counts).value(left);
                T other = new Evaluator<>(arithmetic.apply(point), counts).value(right);
                return Optional.of(new Values<>(one, other));
            } catch (UndefinedException | ArithmeticException undefined) {
                return Optional.empty();
            }
        }

        ManyDigits manyDigits(int point) {
            return new ManyDigits(left, right, point, Variables.counting(left, right, point));
        }
    }

    private record Values<T>(T left, T right) {}

    private Finding real(Pair pair) {
        return pair.constant() ? constant(pair) : function(pair);
    }

    /** Doubles tell apart what is clearly different, unless something rounds or cancels; many digits decide. */
    private Finding constant(Pair pair) {
        Optional<Values<Double>> about = pair.at(0, RealArithmetic::new);
        if (about.isPresent() && !pair.has(ScalarEquality::rounds)) {
            double size =
                    Math.max(Math.abs(about.get().left()), Math.abs(about.get().right()));
            double difference = Math.abs(about.get().left() - about.get().right());
            if (size > NO_ZERO && difference > 0.5 * size) {
                return Finding.DIFFERENT;
            }
        }
        Optional<ManyDigits.Outcome> outcome = pair.manyDigits(0).real(about.isPresent());
        if (outcome.isEmpty()) {
            return Finding.UNKNOWN;
        }
        return !outcome.get().apart() || rounds(pair, outcome.get()) ? Finding.SAME : Finding.DIFFERENT;
    }

    private static boolean rounds(Term term) {
        return term instanceof Term.Apply apply
                && (apply.function().equals("floor") || apply.function().equals("ceil"));
    }

    private boolean rounds(Pair pair, ManyDigits.Outcome outcome) {
        BigDecimal difference = outcome.one().subtract(outcome.other()).abs();
        BigDecimal size = outcome.one().abs().max(outcome.other().abs());
        return (isDecimal(pair.left()) || isDecimal(pair.right()))
                && difference.compareTo(BigDecimal.valueOf(5, decimals + 1)) <= 0
                && difference.movePointRight(5).compareTo(size) <= 0;
    }

    private static Finding function(Pair pair) {
        List<Integer> agreeing = new ArrayList<>();
        for (int point = 0; point < POINTS && agreeing.size() < ENOUGH_POINTS; point++) {
            Optional<Values<Double>> values = pair.at(point, RealArithmetic::new);
            if (values.isPresent()) {
                double one = values.get().left();
                double other = values.get().right();
                double size = Math.max(Math.abs(one), Math.abs(other));
                if (size > NO_ZERO && Math.abs(one - other) > CLEARLY_DIFFERENT * size) {
                    return Finding.DIFFERENT;
                }
                agreeing.add(point);
            }
        }
        if (agreeing.size() < MIN_POINTS) {
            return Finding.UNKNOWN;
        }
        int confirmed = 0;
        for (int point : agreeing) {
            Optional<ManyDigits.Outcome> outcome = pair.manyDigits(point).real(true);
            if (outcome.isPresent()) {
                if (outcome.get().apart()) {
                    return Finding.DIFFERENT;
                }
                confirmed++;
                if (confirmed == 2) {
                    return Finding.SAME;
                }
            }
        }
        return Finding.UNKNOWN;
    }

    private static Finding complex(Pair pair) {
        int points = pair.constant() ? 1 : 6;
        List<Integer> agreeing = new ArrayList<>();
        for (int point = 0; point < points; point++) {
            Optional<Values<org.hipparchus.complex.Complex>> values = pair.at(point, ComplexArithmetic::new);
            if (values.isPresent()) {
                double difference =
                        values.get().left().subtract(values.get().right()).norm();
                double size = Math.max(
                        values.get().left().norm(), values.get().right().norm());
                if (size > NO_ZERO && difference > CLEARLY_DIFFERENT * size) {
                    return Finding.DIFFERENT;
                }
                agreeing.add(point);
            }
        }
        if (agreeing.size() < (pair.constant() ? 1 : MIN_POINTS)) {
            return Finding.UNKNOWN;
        }
        for (int point : agreeing) {
            Optional<ManyDigits.Outcome> outcome = pair.manyDigits(point).complex();
            if (outcome.isPresent()) {
                return outcome.get().apart() ? Finding.DIFFERENT : Finding.SAME;
            }
        }
        return Finding.UNKNOWN;
    }
}
