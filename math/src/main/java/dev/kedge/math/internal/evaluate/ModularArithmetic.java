package dev.kedge.math.internal.evaluate;

import dev.kedge.math.internal.number.Rational;
import dev.kedge.math.internal.term.Term;
import java.math.BigInteger;
import java.util.List;

/**
 * Whole numbers modulo a prime of 61 bits: decides whether two rational functions are the same without computing
 * either. Two different ones of degree d are taken for the same at one random point with a chance below d/2^60.
 *
 * @param point which point, for the values of variables
 */
record ModularArithmetic(int point) implements Arithmetic<BigInteger> {

    private static final BigInteger PRIME = BigInteger.ONE.shiftLeft(61).subtract(BigInteger.ONE);

    @Override
    public BigInteger number(Rational value) {
        return dividedBy(value.numerator().mod(PRIME), value.denominator().mod(PRIME));
    }

    @Override
    public BigInteger constant(Term.Constant constant) {
        throw Arithmetic.undefined("not rational");
    }

    @Override
    public BigInteger variable(String name) {
        return BigInteger.valueOf(Points.bits(name, 500 + point)).mod(PRIME);
    }

    @Override
    public BigInteger plus(BigInteger left, BigInteger right) {
        return left.add(right).mod(PRIME);
    }

    @Override
    public BigInteger times(BigInteger left, BigInteger right) {
        return left.multiply(right).mod(PRIME);
    }

    @Override
    public BigInteger dividedBy(BigInteger left, BigInteger right) {
        if (right.signum() == 0) {
            throw Arithmetic.undefined("division by zero");
        }
        return left.multiply(right.modInverse(PRIME)).mod(PRIME);
    }

    @Override
    public BigInteger negated(BigInteger value) {
        return value.negate().mod(PRIME);
    }

    @Override
    public BigInteger power(BigInteger base, BigInteger exponent) {
        if (base.signum() == 0 && exponent.signum() <= 0) {
            throw Arithmetic.undefined("a power of zero");
        }
        return base.modPow(exponent.mod(PRIME.subtract(BigInteger.ONE)), PRIME);
    }

    @Override
    public BigInteger fractionalPower(BigInteger base, Rational exponent) {
        throw Arithmetic.undefined("not rational");
    }

    @Override
    public BigInteger generalPower(BigInteger base, BigInteger exponent) {
        throw Arithmetic.undefined("not rational");
    }

    @Override
    public BigInteger root(BigInteger value, int degree) {
        throw Arithmetic.undefined("not rational");
    }

    @Override
    public BigInteger logarithm(BigInteger value) {
        throw Arithmetic.undefined("not rational");
    }

    @Override
    public BigInteger function(String name, BigInteger argument) {
        throw Arithmetic.undefined("not rational");
    }

    @Override
    public BigInteger discrete(String name, List<BigInteger> arguments) {
        throw Arithmetic.undefined("not rational");
    }
}
