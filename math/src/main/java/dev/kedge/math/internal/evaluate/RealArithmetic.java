package dev.kedge.math.internal.evaluate;

import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.math.BigInteger;
import java.util.List;

/**
 * Real numbers as doubles: the fast filter. An odd root of a negative number is the real one; what is not real is
 * undefined.
 *
 * @param point which point, for the values of variables
 */
record RealArithmetic(int point) implements Arithmetic<Double> {

    private static final double MAX_SIZE = 1e300;

    private static Double finite(double value) {
        if (!(Math.abs(value) < MAX_SIZE)) {
            throw Arithmetic.undefined("not finite");
        }
        return value;
    }

    @Override
    public Double number(Rational value) {
        return finite(value.toDouble());
    }

    @Override
    public Double constant(Term.Constant constant) {
        return switch (constant) {
            case PI -> Math.PI;
            case E -> Math.E;
            default -> throw Arithmetic.undefined("no real number");
        };
    }

    @Override
    public Double variable(String name) {
        return Points.real(name, point).toDouble();
    }

    @Override
    public Double plus(Double left, Double right) {
        return finite(left + right);
    }

    @Override
    public Double times(Double left, Double right) {
        return finite(left * right);
    }

    @Override
    public Double dividedBy(Double left, Double right) {
        if (right == 0) {
            throw Arithmetic.undefined("division by zero");
        }
        return finite(left / right);
    }

    @Override
    public Double negated(Double value) {
        return -value;
    }

    @Override
    public Double power(Double base, BigInteger exponent) {
        if (base == 0 && exponent.signum() <= 0) {
            throw Arithmetic.undefined("a power of zero");
        }
        return finite(Math.pow(base, exponent.doubleValue()));
    }

    @Override
    public Double fractionalPower(Double base, Rational exponent) {
        if (base < 0 && exponent.denominator().testBit(0)) {
            double size = Math.pow(-base, exponent.toDouble());
            return finite(exponent.numerator().testBit(0) ? -size : size);
        }
        return generalPower(base, exponent.toDouble());
    }

    @Override
    public Double generalPower(Double base, Double exponent) {
        if (base < 0 || (base == 0 && exponent <= 0)) {
            throw Arithmetic.undefined("a power of a negative number");
        }
        return finite(Math.pow(base, exponent));
    }

    @Override
    public Double root(Double value, int degree) {
        if (value < 0) {
            if (degree % 2 == 0) {
                throw Arithmetic.undefined("a root of a negative number");
            }
            return -Math.pow(-value, 1.0 / degree);
        }
        return degree == 2 ? Math.sqrt(value) : Math.pow(value, 1.0 / degree);
    }

    @Override
    public Double logarithm(Double value) {
        if (value <= 0) {
            throw Arithmetic.undefined("a logarithm of no positive number");
        }
        return Math.log(value);
    }

    @Override
    public Double function(String name, Double argument) {
        return finite(
                switch (name) {
                    case "sin" -> Math.sin(argument);
                    case "cos" -> Math.cos(argument);
                    case "tan" -> Math.tan(argument);
                    case "arcsin" -> Math.asin(argument);
                    case "arccos" -> Math.acos(argument);
                    case "arctan" -> Math.atan(argument);
                    default -> Double.NaN;
                });
    }

    @Override
    public Double discrete(String name, List<Double> arguments) {
        double first = arguments.get(0);
        return switch (name) {
            case "conj" -> first;
            case "abs" -> Math.abs(first);
            case "floor" -> Math.floor(first + 1e-9);
            case "ceil" -> Math.ceil(first - 1e-9);
            case "max" ->
                arguments.stream().mapToDouble(Double::doubleValue).max().orElse(first);
            case "min" ->
                arguments.stream().mapToDouble(Double::doubleValue).min().orElse(first);
            default -> throw Arithmetic.undefined(name + " of real numbers");
        };
    }
}
