package dev.kedge.math.internal.equal;

import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A polynomial in one variable with fractions as coefficients, of degree {@value #MAX_DEGREE} at most.
 *
 * @param coefficients that of the lowest power first, the last one not 0; none for the polynomial 0
 */
record Polynomial(List<Rational> coefficients) {

    static final int MAX_DEGREE = 8;
    private static final long MAX_COEFFICIENT = 1_000_000;
    private static final int MAX_BITS = 2000;
    /** Fractions that are tried as roots. */
    private static final int MAX_CANDIDATES = 600;

    Polynomial {
        int size = coefficients.size();
        while (size > 0 && coefficients.get(size - 1).signum() == 0) {
            size--;
        }
        coefficients = List.copyOf(coefficients.subList(0, size));
    }

    static Polynomial constant(Rational value) {
        return new Polynomial(List.of(value));
    }

    static Polynomial variable() {
        return new Polynomial(List.of(Rational.ZERO, Rational.ONE));
    }

    int degree() {
        return coefficients.size() - 1;
    }

    private Rational coefficient(int power) {
        return power < coefficients.size() ? coefficients.get(power) : Rational.ZERO;
    }

    Polynomial plus(Polynomial other) {
        List<Rational> sum = new ArrayList<>();
        for (int i = 0; i < Math.max(coefficients.size(), other.coefficients.size()); i++) {
            sum.add(coefficient(i).plus(other.coefficient(i)));
        }
        return new Polynomial(sum);
    }

    /** The product; empty if its degree or a coefficient is too large. */
    Optional<Polynomial> times(Polynomial other) {
        if (degree() + other.degree() > MAX_DEGREE) {
            return Optional.empty();
        }
        List<Rational> product = new ArrayList<>();
        for (int i = 0; i <= Math.max(0, degree() + other.degree()); i++) {
            Rational sum = Rational.ZERO;
            for (int j = 0; j <= i; j++) {
                sum = sum.plus(coefficient(j).times(other.coefficient(i - j)));
            }
            if (sum.bits() > MAX_BITS) {
                return Optional.empty();
            }
            product.add(sum);
        }
        return Optional.of(new Polynomial(product));
    }

    Rational at(Rational point) {
        Rational value = Rational.ZERO;
        for (int i = degree(); i >= 0; i--) {
            value = value.times(point).plus(coefficient(i));
        }
        return value;
    }

    /** All real roots, as exact terms; empty if they are not known. */
    Optional<List<Term>> roots() {
        List<Term> roots = new ArrayList<>();
        Polynomial rest = this;
        while (rest.degree() > 2 || (rest.degree() == 2 && rest.isWithoutConstant())) {
            Optional<Rational> root = rest.rationalRoot();
            if (root.isEmpty()) {
                return Optional.empty();
            }
            roots.add(new Term.Num(root.get(), false));
            rest = rest.without(root.get());
        }
        if (rest.degree() == 1) {
            roots.add(new Term.Num(
                    rest.coefficient(0).dividedBy(rest.coefficient(1)).negated(), false));
        } else if (rest.degree() == 2) {
            roots.addAll(rest.quadraticRoots());
        }
        return Optional.of(roots);
    }

    private boolean isWithoutConstant() {
        return coefficient(0).signum() == 0;
    }

    private List<Term> quadraticRoots() {
        Rational a = coefficient(2);
        Rational b = coefficient(1);
        Rational discriminant = b.times(b).minus(a.times(coefficient(0)).times(Rational.of(4)));
        if (discriminant.signum() < 0) {
            return List.of();
        }
        Term root = Term.Apply.of("root", new Term.Num(discriminant, false), Term.Num.of(2));
        Term minusB = new Term.Num(b.negated(), false);
        Term below = new Term.Num(a.times(Rational.of(2)), false);
        return List.of(
                new Term.Quotient(new Term.Sum(List.of(minusB, new Term.Negative(root))), below),
                new Term.Quotient(new Term.Sum(List.of(minusB, root)), below));
    }

    /** A root that is a fraction: a divisor of the constant over one of the leading coefficient. */
    private Optional<Rational> rationalRoot() {
        if (isWithoutConstant()) {
            return Optional.of(Rational.ZERO);
        }
        BigInteger common = BigInteger.ONE;
        for (Rational coefficient : coefficients) {
            common = common.multiply(coefficient.denominator()).divide(common.gcd(coefficient.denominator()));
            if (common.bitLength() > 60) {
                return Optional.empty();
            }
        }
        Rational scale = Rational.of(common);
        Rational lowest = coefficient(0).times(scale).abs();
        Rational highest = coefficient(degree()).times(scale).abs();
        Rational bound = Rational.of(MAX_COEFFICIENT);
        if (lowest.compareTo(bound) > 0 || highest.compareTo(bound) > 0) {
            return Optional.empty();
        }
        List<Long> above = divisors(lowest.numerator().longValueExact());
        List<Long> below = divisors(highest.numerator().longValueExact());
        if (above.size() * below.size() > MAX_CANDIDATES) {
            return Optional.empty();
        }
        for (long denominator : below) {
            for (long numerator : above) {
                Rational candidate = new Rational(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
                for (Rational root : List.of(candidate, candidate.negated())) {
                    if (at(root).signum() == 0) {
                        return Optional.of(root);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static List<Long> divisors(long of) {
        List<Long> divisors = new ArrayList<>();
        for (long i = 1; i * i <= of; i++) {
            if (of % i == 0) {
                divisors.add(i);
                divisors.add(of / i);
            }
        }
        return divisors;
    }

    /** The quotient by x less one of its roots. */
    private Polynomial without(Rational root) {
        List<Rational> quotient = new ArrayList<>();
        Rational carried = Rational.ZERO;
        for (int i = degree(); i > 0; i--) {
            carried = carried.times(root).plus(coefficient(i));
            quotient.add(0, carried);
        }
        return new Polynomial(quotient);
    }
}
