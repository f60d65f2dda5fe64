package dev.kedge.divergence;

import java.math.BigDecimal;
import java.math.MathContext;

/** Exponential and logarithm to 100 digits, to judge double-precision code by. */
public final class HighPrecision {

    public static final MathContext DIGITS = new MathContext(120);

    public static final BigDecimal ONE = BigDecimal.ONE;
    public static final BigDecimal TWO = BigDecimal.valueOf(2);

    private static final BigDecimal NEGLIGIBLE = BigDecimal.ONE.movePointLeft(125);

    private HighPrecision() {}

    /** Halves the argument until the Taylor series converges quickly, then squares back. */
    public static BigDecimal exp(BigDecimal x) {
        int halvings = 0;
        BigDecimal reduced = x;
        while (reduced.abs().compareTo(BigDecimal.valueOf(1.0 / 64)) > 0) {
            reduced = reduced.divide(TWO, DIGITS);
            halvings++;
        }
        BigDecimal sum = ONE;
        BigDecimal term = ONE;
        for (int n = 1; term.abs().compareTo(NEGLIGIBLE) > 0; n++) {
            term = term.multiply(reduced, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    /** Newton's method on {@code exp(y) = x}, from the double logarithm: 16, 32, 64, 128 digits. */
    public static BigDecimal log(BigDecimal x) {
        BigDecimal y = new BigDecimal(Math.log(x.doubleValue()));
        for (int i = 0; i < 3; i++) {
            y = y.add(x.multiply(exp(y.negate()), DIGITS).subtract(ONE), DIGITS);
        }
        return y;
    }
}
