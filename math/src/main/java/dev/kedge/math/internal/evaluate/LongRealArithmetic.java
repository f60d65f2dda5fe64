package dev.kedge.math.internal.evaluate;

import ch.obermuhlner.math.big.BigDecimalMath;
import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;

/**
 * Real numbers of many digits: confirms what doubles say. Numbers beyond 10^{@value #MAX_EXPONENT} are undefined, so
 * that no function takes long.
 *
 * @param point which point, for the values of variables
 * @param context how many digits
 * @param extent what the values are noted in
 */
record LongRealArithmetic(int point, MathContext context, Extent extent) implements Arithmetic<BigDecimal> {

    static final int MAX_EXPONENT = 600;

    private BigDecimal bounded(BigDecimal value) {
        if (value.signum() != 0 && Math.abs((long) value.precision() - value.scale()) > MAX_EXPONENT) {
            throw Arithmetic.undefined("too large or too small");
        }
        extent.see(value);
        return value;
    }

    /** About the decadic logarithm of the size of a number that is not 0. */
    private static double magnitude(BigDecimal value) {
        int digits = value.precision() - value.scale();
        return digits + Math.log10(value.abs().movePointLeft(digits).doubleValue());
    }

    @Override
    public BigDecimal number(Rational value) {
        return bounded(new BigDecimal(value.numerator()).divide(new BigDecimal(value.denominator()), context));
    }

    @Override
    public BigDecimal constant(Term.Constant constant) {
        return switch (constant) {
            case PI -> BigDecimalMath.pi(context);
            case E -> BigDecimalMath.e(context);
            default -> throw Arithmetic.undefined("no real number");
        };
    }

    @Override
    public BigDecimal variable(String name) {
        return number(Points.real(name, point));
    }

    @Override
    public BigDecimal plus(BigDecimal left, BigDecimal right) {
        return bounded(left.add(right, context));
    }

    @Override
    public BigDecimal times(BigDecimal left, BigDecimal right) {
        return bounded(left.multiply(right, context));
    }

    @Override
    public BigDecimal dividedBy(BigDecimal left, BigDecimal right) {
        if (right.signum() == 0) {
            throw Arithmetic.undefined("division by zero");
        }
        return bounded(left.divide(right, context));
    }

    @Override
    public BigDecimal negated(BigDecimal value) {
        return value.negate();
    }

    @Override
    public BigDecimal power(BigDecimal base, BigInteger exponent) {
        if (base.signum() == 0) {
            if (exponent.signum() <= 0) {
                throw Arithmetic.undefined("a power of zero");
            }
            return base;
        }
        double digits = exponent.doubleValue() * magnitude(base);
        if (!(Math.abs(digits) < MAX_EXPONENT) || exponent.bitLength() > 30) {
            throw Arithmetic.undefined("a power too large");
        }
        return bounded(BigDecimalMath.pow(base, exponent.longValueExact(), context));
    }

    @Override
    public BigDecimal fractionalPower(BigDecimal base, Rational exponent) {
        if (base.signum() < 0 && exponent.denominator().testBit(0)) {
            BigDecimal size = generalPower(base.negate(), number(exponent));
            return exponent.numerator().testBit(0) ? size.negate() : size;
        }
        return generalPower(base, number(exponent));
    }

    @Override
    public BigDecimal generalPower(BigDecimal base, BigDecimal exponent) {
        if (base.signum() < 0 || (base.signum() == 0 && exponent.signum() <= 0)) {
            throw Arithmetic.undefined("a power of a negative number");
        }
        if (base.signum() == 0) {
            return base;
        }
        double digits = exponent.doubleValue() * magnitude(base);
        if (!(Math.abs(digits) < MAX_EXPONENT)) {
            throw Arithmetic.undefined("a power too large");
        }
        return bounded(BigDecimalMath.exp(exponent.multiply(BigDecimalMath.log(base, context), context), context));
    }

    @Override
    public BigDecimal root(BigDecimal value, int degree) {
        if (value.signum() < 0) {
            if (degree % 2 == 0) {
                throw Arithmetic.undefined("a root of a negative number");
            }
            return root(value.negate(), degree).negate();
        }
        if (value.signum() == 0) {
            return value;
        }
        return degree == 2
                ? bounded(BigDecimalMath.sqrt(value, context))
                : generalPower(value, BigDecimal.ONE.divide(BigDecimal.valueOf(degree), context));
    }

    @Override
    public BigDecimal logarithm(BigDecimal value) {
        if (value.signum() <= 0) {
            throw Arithmetic.undefined("a logarithm of no positive number");
        }
        return bounded(BigDecimalMath.log(value, context));
    }

    @Override
    public BigDecimal function(String name, BigDecimal argument) {
        boolean inverse = name.equals("arcsin") || name.equals("arccos");
        if (argument.abs().compareTo(inverse ? BigDecimal.ONE : BigDecimal.valueOf(1_000_000)) > 0) {
            throw Arithmetic.undefined("an argument too large");
        }
        return bounded(
                switch (name) {
                    case "sin" -> BigDecimalMath.sin(argument, context);
                    case "cos" -> BigDecimalMath.cos(argument, context);
                    case "tan" ->
                        dividedBy(BigDecimalMath.sin(argument, context), BigDecimalMath.cos(argument, context));
                    case "arcsin" -> BigDecimalMath.asin(argument, context);
                    case "arccos" -> BigDecimalMath.acos(argument, context);
                    case "arctan" -> BigDecimalMath.atan(argument, context);
                    default -> throw Arithmetic.undefined("the function " + name);
                });
    }

    @Override
    public BigDecimal discrete(String name, List<BigDecimal> arguments) {
        BigDecimal first = arguments.get(0);
        BigDecimal little = BigDecimal.ONE.scaleByPowerOfTen(10 - context.getPrecision());
        return switch (name) {
            case "conj" -> first;
            case "abs" -> first.abs();
            case "floor" -> first.add(little).setScale(0, java.math.RoundingMode.FLOOR);
            case "ceil" -> first.subtract(little).setScale(0, java.math.RoundingMode.CEILING);
            case "max" -> arguments.stream().reduce(first, BigDecimal::max);
            case "min" -> arguments.stream().reduce(first, BigDecimal::min);
            default -> throw Arithmetic.undefined(name + " of real numbers");
        };
    }
}
