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
record ModularArithmetic(int point) implements Arithmetic<Long> {

    private static final int BITS = 61;
    private static final long PRIME = (1L << BITS) - 1;
    private static final BigInteger LARGE_PRIME = BigInteger.valueOf(PRIME);

    @Override
    public Long number(Rational value) {
        return value.isWhole()
                ? residue(value.numerator())
                : dividedBy(residue(value.numerator()), residue(value.denominator()));
    }

    private static Long residue(BigInteger value) {
        return value.bitLength() < BITS
                ? Math.floorMod(value.longValue(), PRIME)
                : value.mod(LARGE_PRIME).longValue();
    }

    @Override
    public Long constant(Term.Constant constant) {
        throw Arithmetic.undefined("not rational");
    }

    @Override
    public Long variable(String name) {
        return Math.floorMod(Points.bits(name, 500 + point), PRIME);
    }

    @Override
    public Long plus(Long left, Long right) {
        return reduced(left + right);
    }

    @Override
    public Long times(Long left, Long right) {
        return product(left, right);
    }

    /** 2^61 is 1: what lies above 61 bits is added to what lies below. */
    private static long product(long left, long right) {
        long low = left * right;
        long high = Math.multiplyHigh(left, right);
        return reduced((low & PRIME) + ((low >>> BITS) | (high << (Long.SIZE - BITS))));
    }

    /** Of at most twice the prime. */
    private static long reduced(long value) {
        return value >= PRIME ? value - PRIME : value;
    }

    @Override
    public Long dividedBy(Long left, Long right) {
        if (right == 0) {
            throw Arithmetic.undefined("division by zero");
        }
        return product(left, power(right, PRIME - 2)); // Fermat: the power with the prime less one is 1
    }

    @Override
    public Long negated(Long value) {
        return value == 0 ? 0 : PRIME - value;
    }

    @Override
    public Long power(Long base, BigInteger exponent) {
        if (base == 0 && exponent.signum() <= 0) {
            throw Arithmetic.undefined("a power of zero");
        }
        long least = exponent.bitLength() < BITS
                ? Math.floorMod(exponent.longValue(), PRIME - 1)
                : exponent.mod(BigInteger.valueOf(PRIME - 1)).longValue();
        return power(base.longValue(), least);
    }

    private static long power(long base, long exponent) {
        long power = 1;
        long square = base;
        for (long rest = exponent; rest > 0; rest >>>= 1) {
            if ((rest & 1) != 0) {
                power = product(power, square);
            }
            square = product(square, square);
        }
        return power;
    }

    @Override
    public Long fractionalPower(Long base, Rational exponent) {
        throw Arithmetic.undefined("not rational");
    }

    @Override
    public Long generalPower(Long base, Long exponent) {
        throw Arithmetic.undefined("not rational");
    }

    @Override
    public Long root(Long value, int degree) {
        throw Arithmetic.undefined("not rational");
    }

    @Override
    public Long logarithm(Long value) {
        throw Arithmetic.undefined("not rational");
    }

    @Override
    public Long function(String name, Long argument) {
        throw Arithmetic.undefined("not rational");
    }

    @Override
    public Long discrete(String name, List<Long> arguments) {
        throw Arithmetic.undefined("not rational");
    }
}
