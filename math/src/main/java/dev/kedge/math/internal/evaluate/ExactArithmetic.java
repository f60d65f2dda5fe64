package dev.kedge.math.internal.evaluate;

import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.math.BigInteger;
import java.util.List;

/** Fractions of at most {@value #MAX_BITS} bits, without variables. */
final class ExactArithmetic implements Arithmetic<Rational> {

    private static final int MAX_BITS = 16_000;

    private static Rational bounded(Rational value) {
        if (value.bits() > MAX_BITS) {
            throw Arithmetic.undefined("a number too long");
        }
        return value;
    }

    @Override
    public Rational number(Rational value) {
        return value;
    }

    @Override
    public Rational constant(Term.Constant constant) {
        throw Arithmetic.undefined("no fraction");
    }

    @Override
    public Rational variable(String name) {
        throw Arithmetic.undefined("no fraction");
    }

    @Override
    public Rational plus(Rational left, Rational right) {
        return bounded(left.plus(right));
    }

    @Override
    public Rational times(Rational left, Rational right) {
        return bounded(left.times(right));
    }

    @Override
    public Rational dividedBy(Rational left, Rational right) {
        if (right.signum() == 0) {
            throw Arithmetic.undefined("division by zero");
        }
        return bounded(left.dividedBy(right));
    }

    @Override
    public Rational negated(Rational value) {
        return value.negated();
    }

    @Override
    public Rational power(Rational base, BigInteger exponent) {
        if (base.abs().equals(Rational.ONE)) {
            return exponent.testBit(0) ? base : Rational.ONE;
        }
        if (base.signum() == 0) {
            if (exponent.signum() <= 0) {
                throw Arithmetic.undefined("zero to the power of " + exponent);
            }
            return base;
        }
        if (exponent.bitLength() > 20 || (long) base.bits() * Math.abs(exponent.intValue()) > MAX_BITS) {
            throw Arithmetic.undefined("a power too large");
        }
        int size = Math.abs(exponent.intValueExact());
        Rational power =
                new Rational(base.numerator().pow(size), base.denominator().pow(size));
        return exponent.signum() < 0 ? Rational.ONE.dividedBy(power) : power;
    }

    @Override
    public Rational fractionalPower(Rational base, Rational exponent) {
        if (exponent.denominator().bitLength() > 10) {
            throw Arithmetic.undefined("a root of high degree");
        }
        return power(root(base, exponent.denominator().intValueExact()), exponent.numerator());
    }

    @Override
    public Rational generalPower(Rational base, Rational exponent) {
        return exponent.isWhole() ? power(base, exponent.numerator()) : fractionalPower(base, exponent);
    }

    @Override
    public Rational root(Rational value, int degree) {
        if (value.signum() < 0 && degree % 2 == 0) {
            throw Arithmetic.undefined("a root of a negative number");
        }
        BigInteger numerator = root(value.numerator().abs(), degree);
        return new Rational(value.signum() < 0 ? numerator.negate() : numerator, root(value.denominator(), degree));
    }

    private static BigInteger root(BigInteger value, int degree) {
        if (value.bitLength() > 4000) {
            throw Arithmetic.undefined("a root of a number too long");
        }
        BigInteger root;
        if (degree == 2) {
            root = value.sqrt();
        } else {
            BigInteger low = BigInteger.ZERO;
            BigInteger high = BigInteger.ONE.shiftLeft(value.bitLength() / degree + 1);
            while (low.compareTo(high) < 0) { // the largest whose power is not above the value
                BigInteger middle = low.add(high).add(BigInteger.ONE).shiftRight(1);
                if (middle.pow(degree).compareTo(value) <= 0) {
                    low = middle;
                } else {
                    high = middle.subtract(BigInteger.ONE);
                }
            }
            root = low;
        }
        if (!root.pow(degree).equals(value)) {
            throw Arithmetic.undefined("an irrational root");
        }
        return root;
    }

    @Override
    public Rational logarithm(Rational value) {
        if (value.equals(Rational.ONE)) {
            return Rational.ZERO;
        }
        throw Arithmetic.undefined("an irrational logarithm");
    }

    @Override
    public Rational function(String name, Rational argument) {
        throw Arithmetic.undefined("no fraction");
    }

    @Override
    public Rational discrete(String name, List<Rational> arguments) {
        Rational first = arguments.get(0);
        if (name.equals("abs")) {
            return first.abs();
        }
        if (name.equals("conj")) {
            return first;
        }
        if (name.equals("floor") || name.equals("ceil")) {
            BigInteger[] parts = first.numerator().divideAndRemainder(first.denominator());
            boolean down = name.equals("floor") && parts[1].signum() < 0;
            boolean up = name.equals("ceil") && parts[1].signum() > 0;
            return Rational.of(parts[0].add(BigInteger.valueOf(down ? -1 : up ? 1 : 0)));
        }
        Rational result = first;
        for (Rational next : arguments.subList(1, arguments.size())) {
            result = switch (name) {
                case "max" -> result.compareTo(next) >= 0 ? result : next;
                case "min" -> result.compareTo(next) <= 0 ? result : next;
                default -> Rational.of(whole(name, result, next));
            };
        }
        return result;
    }

    private static BigInteger whole(String name, Rational left, Rational right) {
        if (!left.isWhole() || !right.isWhole() || right.signum() == 0) {
            throw Arithmetic.undefined(name + " of fractions");
        }
        BigInteger first = left.numerator();
        BigInteger second = right.numerator();
        return switch (name) {
            case "gcd" -> first.gcd(second);
            case "lcm" -> first.multiply(second).abs().divide(first.gcd(second));
            default -> first.mod(second.abs());
        };
    }
}
