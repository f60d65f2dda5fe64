package dev.kedge.jinja.internal.operation;

import dev.kedge.jinja.internal.guard.Budget;
import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.value.Int;
import dev.kedge.jinja.internal.value.Real;
import dev.kedge.jinja.internal.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Arithmetic of whole numbers: exact, quotients towards minus infinity. */
final class IntegerArithmetic {

    /** Digits of a quotient before it is rounded to a float: three times what a float has. */
    private static final MathContext QUOTIENT = new MathContext(50);

    /** A power takes about so many times longer than reading its result. */
    private static final int WORK_PER_BIT = 4;

    private IntegerArithmetic() {}

    static double quotient(BigInteger left, BigInteger right) {
        if (right.signum() == 0) {
            throw new Fault("division by zero");
        }
        double quotient =
                new BigDecimal(left).divide(new BigDecimal(right), QUOTIENT).doubleValue();
        if (left.signum() == 0 && right.signum() < 0) {
            return -0.0; // Python's sign
        }
        if (Double.isInfinite(quotient)) {
            throw new Fault("integer division result too large for a float");
        }
        return quotient;
    }

    static BigInteger floorQuotient(BigInteger left, BigInteger right) {
        if (right.signum() == 0) {
            throw new Fault("integer division or modulo by zero");
        }
        BigInteger[] parts = left.divideAndRemainder(right);
        boolean towardsZero = parts[1].signum() != 0 && left.signum() != right.signum();
        return towardsZero ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    static BigInteger remainder(BigInteger left, BigInteger right) {
        if (right.signum() == 0) {
            throw new Fault("integer modulo by zero");
        }
        return left.subtract(floorQuotient(left, right).multiply(right));
    }

    static Value power(BigInteger base, BigInteger exponent, Budget budget) {
        if (exponent.signum() < 0) {
            return new Real(RealArithmetic.power(base.doubleValue(), exponent.doubleValue()));
        }
        boolean small = base.abs().bitLength() <= 1; // -1, 0, 1: any exponent
        BigInteger leastBits = exponent.multiply(BigInteger.valueOf(base.abs().bitLength() - 1));
        if (!small && leastBits.compareTo(BigInteger.valueOf(Int.MAX_BITS)) > 0) {
            throw new Fault("an integer has more than " + Int.MAX_BITS + " bits");
        }
        budget.work(small ? 0 : WORK_PER_BIT * leastBits.longValue());
        int times = small
                ? exponent.min(BigInteger.TWO.add(exponent.and(BigInteger.ONE))).intValue()
                : exponent.intValue();
        return new Int(base.pow(times));
    }
}
