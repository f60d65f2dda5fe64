package dev.kedge.math.internal.evaluate;

import ch.obermuhlner.math.big.BigComplex;
import ch.obermuhlner.math.big.BigComplexMath;
import ch.obermuhlner.math.big.BigDecimalMath;
import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;

/**
 * Complex numbers of many digits, principal values: confirms what doubles say where something is not real.
 *
 * @param point which point, for the values of variables
 * @param context how many digits
 * @param extent what the sizes of the values are noted in
 */
record LongComplexArithmetic(int point, MathContext context, Extent extent) implements Arithmetic<BigComplex> {

    private BigComplex bounded(BigComplex value) {
        for (BigDecimal part : List.of(value.re, value.im)) {
            if (part.signum() != 0 && (long) part.precision() - part.scale() > LongRealArithmetic.MAX_EXPONENT) {
                throw Arithmetic.undefined("too large");
            }
        }
        extent.see(value.re.abs().max(value.im.abs()));
        return value.round(context);
    }

    private BigDecimal real(Rational value) {
        return new BigDecimal(value.numerator()).divide(new BigDecimal(value.denominator()), context);
    }

    @Override
    public BigComplex number(Rational value) {
        return bounded(BigComplex.valueOf(real(value)));
    }

    @Override
    public BigComplex constant(Term.Constant constant) {
        return switch (constant) {
            case PI -> BigComplex.valueOf(BigDecimalMath.pi(context));
            case E -> BigComplex.valueOf(BigDecimalMath.e(context));
            case I -> BigComplex.I;
            default -> throw Arithmetic.undefined("infinite");
        };
    }

    @Override
    public BigComplex variable(String name) {
        return BigComplex.valueOf(real(Points.real(name, point)), real(Points.real(name + "'i", point)));
    }

    @Override
    public BigComplex plus(BigComplex left, BigComplex right) {
        return bounded(left.add(right, context));
    }

    @Override
    public BigComplex times(BigComplex left, BigComplex right) {
        return bounded(left.multiply(right, context));
    }

    @Override
    public BigComplex dividedBy(BigComplex left, BigComplex right) {
        if (isZero(right)) {
            throw Arithmetic.undefined("division by zero");
        }
        return bounded(left.divide(right, context));
    }

    private static boolean isZero(BigComplex value) {
        return value.re.signum() == 0 && value.im.signum() == 0;
    }

    @Override
    public BigComplex negated(BigComplex value) {
        return value.negate();
    }

    @Override
    public BigComplex power(BigComplex base, BigInteger exponent) {
        if (exponent.bitLength() > 12 || (isZero(base) && exponent.signum() <= 0)) {
            throw Arithmetic.undefined("a power too large");
        }
        return bounded(BigComplexMath.pow(base, exponent.longValueExact(), context));
    }

    @Override
    public BigComplex fractionalPower(BigComplex base, Rational exponent) {
        return generalPower(base, BigComplex.valueOf(real(exponent)));
    }

    @Override
    public BigComplex generalPower(BigComplex base, BigComplex exponent) {
        if (isZero(base)) {
            return base;
        }
        return exponential(times(exponent, BigComplexMath.log(base, context)));
    }

    private BigComplex exponential(BigComplex exponent) {
        if (exponent.re.abs().compareTo(BigDecimal.valueOf(700)) > 0
                || exponent.im.abs().compareTo(BigDecimal.valueOf(1_000_000)) > 0) {
            throw Arithmetic.undefined("a power too large");
        }
        return bounded(BigComplexMath.exp(exponent, context));
    }

    @Override
    public BigComplex root(BigComplex value, int degree) {
        if (isZero(value)) {
            return value;
        }
        if (degree == 2 && value.im.signum() == 0 && value.re.signum() < 0) { // the library takes the sign of 0 for 0
            return BigComplex.valueOf(BigDecimal.ZERO, BigDecimalMath.sqrt(value.re.negate(), context));
        }
        return degree == 2
                ? bounded(BigComplexMath.sqrt(value, context))
                : fractionalPower(value, new Rational(BigInteger.ONE, BigInteger.valueOf(degree)));
    }

    @Override
    public BigComplex logarithm(BigComplex value) {
        if (isZero(value)) {
            throw Arithmetic.undefined("a logarithm of zero");
        }
        return bounded(BigComplexMath.log(value, context));
    }

    @Override
    public BigComplex function(String name, BigComplex argument) {
        if (argument.re.abs().compareTo(BigDecimal.valueOf(1_000_000)) > 0
                || argument.im.abs().compareTo(BigDecimal.valueOf(500)) > 0) {
            throw Arithmetic.undefined("an argument too large");
        }
        return bounded(
                switch (name) {
                    case "sin" -> BigComplexMath.sin(argument, context);
                    case "cos" -> BigComplexMath.cos(argument, context);
                    case "tan" -> BigComplexMath.tan(argument, context);
                    case "arcsin" -> BigComplexMath.asin(argument, context);
                    case "arccos" -> BigComplexMath.acos(argument, context);
                    default -> BigComplexMath.atan(argument, context);
                });
    }

    @Override
    public BigComplex discrete(String name, List<BigComplex> arguments) {
        if (name.equals("abs")) {
            return BigComplex.valueOf(arguments.get(0).abs(context));
        }
        if (name.equals("conj")) {
            return arguments.get(0).conjugate();
        }
        throw Arithmetic.undefined(name + " of complex numbers");
    }
}
