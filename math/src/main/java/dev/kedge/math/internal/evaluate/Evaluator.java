package dev.kedge.math.internal.evaluate;

import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Structure;
import dev.kedge.math.internal.term.Term;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The value of a term in some arithmetic. It is found in at most {@value #MAX_STEPS} steps, or fewer if it is told so;
 * a term that needs more is undefined.
 *
 * @param <T> the numbers
 */
final class Evaluator<T> {

    static final int MAX_STEPS = 20_000;
    private static final int MAX_FACTORIAL = 400;
    private static final int MAX_ROOT = 1000;

    private final Arithmetic<T> arithmetic;
    private final Map<String, Rational> fixed;
    private final int maxSteps;
    private int steps;

    /**
     * An evaluator at one point.
     *
     * @param arithmetic the numbers, and what variables are worth
     * @param fixed variables that stand for given whole numbers, such as the index of a sum
     */
    Evaluator(Arithmetic<T> arithmetic, Map<String, Rational> fixed) {
        this(arithmetic, fixed, MAX_STEPS);
    }

    /** An evaluator that takes at most {@code maxSteps} steps. */
    Evaluator(Arithmetic<T> arithmetic, Map<String, Rational> fixed, int maxSteps) {
        this.arithmetic = arithmetic;
        this.fixed = new HashMap<>(fixed);
        this.maxSteps = maxSteps;
    }

    T value(Term term) {
        steps++;
        if (steps > maxSteps) {
            throw Arithmetic.undefined("too long to compute");
        }
        if (term instanceof Term.Num number) {
            return arithmetic.number(number.value());
        } else if (term instanceof Term.Symbol symbol) {
            return symbol(symbol.name());
        } else if (term instanceof Term.Constant constant) {
            return arithmetic.constant(constant);
        } else if (term instanceof Term.Sum sum) {
            T total = value(sum.parts().get(0));
            for (Term part : sum.parts().subList(1, sum.parts().size())) {
                total = arithmetic.plus(total, value(part));
            }
            return total;
        } else if (term instanceof Term.Product product) {
            T total = value(product.parts().get(0));
            for (Term part : product.parts().subList(1, product.parts().size())) {
                total = arithmetic.times(total, value(part));
            }
            return total;
        } else if (term instanceof Term.Quotient quotient) {
            return arithmetic.dividedBy(value(quotient.numerator()), value(quotient.denominator()));
        } else if (term instanceof Term.Negative negative) {
            return arithmetic.negated(value(negative.of()));
        } else if (term instanceof Term.Power power) {
            return power(power);
        } else if (term instanceof Term.Apply apply) {
            return apply(apply);
        } else if (term instanceof Term.Based based) {
            return arithmetic.number(based.value());
        } else if (term instanceof Term.Series series) {
            return series(series);
        } else if (term instanceof Term.Degrees degrees) {
            return arithmetic.times(
                    value(degrees.of()),
                    arithmetic.dividedBy(arithmetic.constant(Term.Constant.PI), arithmetic.number(Rational.of(180))));
        } else if (term instanceof Term.Percent percent) {
            return arithmetic.dividedBy(value(percent.of()), arithmetic.number(Rational.of(100)));
        }
        throw Arithmetic.undefined("no number");
    }

    private T symbol(String name) {
        Rational value = fixed.get(name);
        if (value != null) {
            return arithmetic.number(value);
        }
        if (name.equals("...") || name.startsWith("∅") || name.equals("_")) {
            throw Arithmetic.undefined("no number");
        }
        return arithmetic.variable(name);
    }

    /** The value as an exact fraction, if it has one. */
    private Optional<Rational> exact(Term term) {
        if (term instanceof Term.Num number) {
            return Optional.of(number.value());
        }
        if (term.has(part -> part instanceof Term.Constant
                || (part instanceof Term.Symbol symbol && !fixed.containsKey(symbol.name())))) {
            return Optional.empty();
        }
        try {
            Evaluator<Rational> evaluator = new Evaluator<>(new ExactArithmetic(), fixed);
            evaluator.steps = steps;
            Rational value = evaluator.value(term);
            steps = evaluator.steps;
            return Optional.of(value);
        } catch (UndefinedException inexact) {
            return Optional.empty();
        }
    }

    private int whole(Term term, int most) {
        Rational value = exact(term).orElseThrow(() -> Arithmetic.undefined("not a whole number"));
        if (!value.isWhole() || value.bits() > 31 || Math.abs(value.numerator().intValueExact()) > most) {
            throw Arithmetic.undefined("not a whole number up to " + most);
        }
        return value.numerator().intValueExact();
    }

    private T power(Term.Power power) {
        Optional<Rational> exponent = exact(power.exponent());
        if (exponent.isPresent()) {
            T base = value(power.base());
            return exponent.get().isWhole()
                    ? arithmetic.power(base, exponent.get().numerator())
                    : arithmetic.fractionalPower(base, exponent.get());
        }
        return arithmetic.generalPower(value(power.base()), value(power.exponent()));
    }

    private T apply(Term.Apply apply) {
        String name = apply.function();
        List<Term> parts = apply.parts();
        if (name.endsWith("_") || name.endsWith("()")) {
            return unknown(name, parts);
        }
        switch (name) {
            case "root" -> {
                if (exact(parts.get(1)).isEmpty()) {
                    T inverse = arithmetic.dividedBy(arithmetic.number(Rational.ONE), value(parts.get(1)));
                    return arithmetic.generalPower(value(parts.get(0)), inverse);
                }
                int degree = whole(parts.get(1), MAX_ROOT);
                if (degree < 1) {
                    throw Arithmetic.undefined("root of degree " + degree);
                }
                T value = value(parts.get(0));
                return degree == 1 ? value : arithmetic.root(value, degree);
            }
            case "ln", "log", "lg" -> {
                T logarithm = arithmetic.logarithm(value(parts.get(0)));
                if (name.equals("lg") || parts.size() > 1) {
                    T base = parts.size() > 1 ? value(parts.get(1)) : arithmetic.number(Rational.of(10));
                    return arithmetic.dividedBy(logarithm, arithmetic.logarithm(base));
                }
                return logarithm;
            }
            case "factorial" -> {
                return arithmetic.number(factorial(whole(parts.get(0), MAX_FACTORIAL)));
            }
            case "binom" -> {
                if (parts.size() != 2) {
                    throw Arithmetic.undefined("a binomial of " + parts.size());
                }
                return arithmetic.number(binomial(whole(parts.get(0), 10_000), whole(parts.get(1), 1_000)));
            }
            case "permutations" -> {
                int from = whole(parts.get(0), MAX_FACTORIAL);
                int taken = whole(parts.get(1), MAX_FACTORIAL);
                return arithmetic.number(factorial(from).dividedBy(factorial(from - taken)));
            }
            case "det" -> {
                return determinant(parts.get(0));
            }
            case "gcd", "lcm" -> {
                return Variables.in(apply).isEmpty() ? discrete(name, parts) : symmetric(name, parts);
            }
            case "abs", "conj", "floor", "ceil", "max", "min", "mod" -> {
                return discrete(name, parts);
            }
            default -> {
                return new Functions<>(arithmetic).value(name, value(parts.get(0)));
            }
        }
    }

    /**
     * An unknown function as a cubic polynomial with coefficients of its own: what holds for all functions holds for
     * it.
     */
    private T unknown(String name, List<Term> parts) {
        T total = arithmetic.number(Points.coefficient(name, 0));
        for (int i = 0; i < parts.size(); i++) {
            T argument = value(parts.get(i));
            T powers = argument;
            for (int degree = 1; degree <= 3; degree++) {
                T coefficient = arithmetic.number(Points.coefficient(name, 3 * i + degree));
                total = arithmetic.plus(total, arithmetic.times(coefficient, powers));
                powers = arithmetic.times(powers, argument);
            }
        }
        return total;
    }

    private T discrete(String name, List<Term> parts) {
        List<T> arguments = new ArrayList<>();
        for (Term part : parts) {
            arguments.add(value(part));
        }
        return arithmetic.discrete(name, arguments);
    }

    /** A function of which no more is known than that the order of its arguments does not count. */
    private T symmetric(String name, List<Term> parts) {
        T sum = arithmetic.number(Rational.ZERO);
        T product = arithmetic.number(Rational.ONE);
        for (Term part : parts) {
            T value = value(part);
            sum = arithmetic.plus(sum, arithmetic.times(value, value));
            product = arithmetic.times(product, value);
        }
        T first = arithmetic.times(arithmetic.number(Points.coefficient(name, parts.size())), sum);
        return arithmetic.plus(first, arithmetic.times(arithmetic.number(Points.coefficient(name, 20)), product));
    }

    private static Rational factorial(int of) {
        if (of < 0) {
            throw Arithmetic.undefined("factorial of a negative number");
        }
        BigInteger product = BigInteger.ONE;
        for (int i = 2; i <= of; i++) {
            product = product.multiply(BigInteger.valueOf(i));
        }
        return Rational.of(product);
    }

    private static Rational binomial(int n, int k) {
        int smaller = n >= 0 ? Math.min(k, n - k) : k;
        if (smaller < 0) {
            return Rational.ZERO;
        }
        BigInteger value = BigInteger.ONE;
        for (int i = 1; i <= smaller; i++) {
            value = value.multiply(BigInteger.valueOf(n - smaller + i)).divide(BigInteger.valueOf(i));
            if (value.bitLength() > 4000) {
                throw Arithmetic.undefined("a binomial too large");
            }
        }
        return Rational.of(value);
    }

    private T determinant(Term term) {
        if (!(term instanceof Structure.Matrix matrix)
                || matrix.columns() * matrix.columns() != matrix.parts().size()) {
            throw Arithmetic.undefined("no square matrix");
        }
        int size = matrix.columns();
        if (size > 3) {
            throw Arithmetic.undefined("a large determinant");
        }
        List<T> entries = new ArrayList<>();
        for (Term entry : matrix.parts()) {
            entries.add(value(entry));
        }
        return determinant(entries, size);
    }

    private T determinant(List<T> entries, int size) {
        if (size == 1) {
            return entries.get(0);
        }
        T total = arithmetic.number(Rational.ZERO);
        for (int column = 0; column < size; column++) {
            List<T> minor = new ArrayList<>();
            for (int i = size; i < entries.size(); i++) {
                if (i % size != column) {
                    minor.add(entries.get(i));
                }
            }
            T product = arithmetic.times(entries.get(column), determinant(minor, size - 1));
            total = arithmetic.plus(total, column % 2 == 0 ? product : arithmetic.negated(product));
        }
        return total;
    }

    private T series(Term.Series series) {
        int from = whole(series.from(), MAX_STEPS);
        int to = whole(series.to(), MAX_STEPS);
        if ((long) to - from > MAX_STEPS) {
            throw Arithmetic.undefined("a sum too long");
        }
        Optional<Rational> outer = Optional.ofNullable(fixed.get(series.index()));
        T total = arithmetic.number(series.product() ? Rational.ONE : Rational.ZERO);
        for (int i = from; i <= to; i++) {
            fixed.put(series.index(), Rational.of(i));
            T value = value(series.body());
            total = series.product() ? arithmetic.times(total, value) : arithmetic.plus(total, value);
        }
        fixed.remove(series.index());
        outer.ifPresent(value -> fixed.put(series.index(), value));
        return total;
    }
}
