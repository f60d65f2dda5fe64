package dev.kedge.math.internal.evaluate;

import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.math.BigInteger;
import java.util.List;
import org.hipparchus.complex.Complex;

/**
 * Complex numbers as doubles, principal values: the filter where something is not real.
 *
 * @param point which point, for the values of variables
 */
record ComplexArithmetic(int point) implements Arithmetic<Complex> {

    private static Complex finite(Complex value) {
        if (!(value.norm() < 1e300)) {
            throw Arithmetic.undefined("not finite");
        }
        return value;
    }

    @Override
    public Complex number(Rational value) {
        return finite(new Complex(value.toDouble()));
    }

    @Override
    public Complex constant(Term.Constant constant) {
        return switch (constant) {
            case PI -> new Complex(Math.PI);
            case E -> new Complex(Math.E);
            case I -> Complex.I;
            default -> throw Arithmetic.undefined("infinite");
        };
    }

    @Override
    public Complex variable(String name) {
        return new Complex(
                Points.real(name, point).toDouble(),
                Points.real(name + "'i", point).toDouble());
    }

    @Override
    public Complex plus(Complex left, Complex right) {
        return finite(left.add(right));
    }

    @Override
    public Complex times(Complex left, Complex right) {
        return finite(left.multiply(right));
    }

    @Override
    public Complex dividedBy(Complex left, Complex right) {
        return finite(left.divide(right));
    }

    @Override
    public Complex negated(Complex value) {
        return new Complex(
                -value.getReal(), 0.0 - value.getImaginary()); // no negative zero: it would choose another branch
    }

    @Override
    public Complex power(Complex base, BigInteger exponent) {
        if (exponent.bitLength() > 20 || (base.isZero() && exponent.signum() <= 0)) {
            throw Arithmetic.undefined("a power too large");
        }
        return finite(base.pow(exponent.intValueExact()));
    }

    @Override
    public Complex fractionalPower(Complex base, Rational exponent) {
        return generalPower(base, new Complex(exponent.toDouble()));
    }

    @Override
    public Complex generalPower(Complex base, Complex exponent) {
        return base.isZero() ? base : finite(base.pow(exponent));
    }

    @Override
    public Complex root(Complex value, int degree) {
        return degree == 2 ? value.sqrt() : generalPower(value, new Complex(1.0 / degree));
    }

    @Override
    public Complex logarithm(Complex value) {
        return finite(value.log());
    }

    @Override
    public Complex function(String name, Complex argument) {
        return finite(
                switch (name) {
                    case "sin" -> argument.sin();
                    case "cos" -> argument.cos();
                    case "tan" -> argument.tan();
                    case "arcsin" -> argument.asin();
                    case "arccos" -> argument.acos();
                    default -> argument.atan();
                });
    }

    @Override
    public Complex discrete(String name, List<Complex> arguments) {
        if (name.equals("abs")) {
            return new Complex(arguments.get(0).norm());
        }
        if (name.equals("conj")) {
            return arguments.get(0).conjugate();
        }
        throw Arithmetic.undefined(name + " of complex numbers");
    }
}
