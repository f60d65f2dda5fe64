package dev.kedge.math.internal.number;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * An exact fraction in lowest terms, so that equal values are equal records.
 *
 * @param numerator any whole number
 * @param denominator at least 1, without a common factor with the numerator
 */
public record Rational(BigInteger numerator, BigInteger denominator) implements Comparable<Rational> {

    /** Nothing. */
    public static final Rational ZERO = new Rational(BigInteger.ZERO, BigInteger.ONE);

    /** The unit. */
    public static final Rational ONE = new Rational(BigInteger.ONE, BigInteger.ONE);

    public Rational {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        if (!denominator.equals(BigInteger.ONE)) {
            BigInteger common = numerator.gcd(denominator);
            if (denominator.signum() < 0) {
                common = common.negate();
            }
            if (!common.equals(BigInteger.ONE)) {
                numerator = numerator.divide(common);
                denominator = denominator.divide(common);
            }
        }
    }

    /**
     * A whole number.
     *
     * @param whole its value
     * @return the fraction with denominator 1
     */
    public static Rational of(BigInteger whole) {
        return new Rational(whole, BigInteger.ONE);
    }

    /**
     * A whole number.
     *
     * @param whole its value
     * @return the fraction with denominator 1
     */
    public static Rational of(long whole) {
        return of(BigInteger.valueOf(whole));
    }

    /**
     * Digits with a power of ten: {@code unscaled · 10^-scale}.
     *
     * @param unscaled the digits as a whole number
     * @param scale how many of them stand after the point; negative for zeros to be appended
     * @return the exact value
     */
    public static Rational decimal(BigInteger unscaled, int scale) {
        if (scale == 0) {
            return of(unscaled);
        }
        return scale > 0
                ? new Rational(unscaled, BigInteger.TEN.pow(scale))
                : of(unscaled.multiply(BigInteger.TEN.pow(-scale)));
    }

    /**
     * Whether this is a whole number.
     *
     * @return true if the denominator is 1
     */
    public boolean isWhole() {
        return denominator.equals(BigInteger.ONE);
    }

    /**
     * The sign.
     *
     * @return -1, 0 or 1
     */
    public int signum() {
        return numerator.signum();
    }

    /**
     * The size.
     *
     * @return this or its negative, whichever is not below 0
     */
    public Rational abs() {
        return signum() < 0 ? negated() : this;
    }

    /**
     * How much room it takes.
     *
     * @return the bits of numerator and denominator together
     */
    public int bits() {
        return numerator.bitLength() + denominator.bitLength();
    }

    /**
     * The nearest double.
     *
     * @return infinite if it is too large
     */
    public double toDouble() {
        return numerator.bitLength() < 53 && denominator.bitLength() < 53
                ? numerator.doubleValue() / denominator.doubleValue()
                : new BigDecimal(numerator)
                        .divide(new BigDecimal(denominator), MathContext.DECIMAL64)
                        .doubleValue();
    }

    @Override
    public int compareTo(Rational other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    /**
     * The sum.
     *
     * @param other what is added
     * @return the exact sum
     */
    public Rational plus(Rational other) {
        return new Rational(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /**
     * The difference.
     *
     * @param other what is taken away
     * @return the exact difference
     */
    public Rational minus(Rational other) {
        return plus(other.negated());
    }

    /**
     * The negative.
     *
     * @return this times -1
     */
    public Rational negated() {
        return new Rational(numerator.negate(), denominator);
    }

    /**
     * The product.
     *
     * @param other the other factor
     * @return the exact product
     */
    public Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /**
     * The quotient.
     *
     * @param other the divisor
     * @return this divided by other
     * @throws ArithmeticException if the divisor is zero
     */
    public Rational dividedBy(Rational other) {
        return new Rational(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    @Override
    public String toString() {
        return denominator.equals(BigInteger.ONE) ? numerator.toString() : numerator + "/" + denominator;
    }
}
