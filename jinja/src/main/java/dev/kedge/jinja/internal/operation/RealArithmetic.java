package dev.kedge.jinja.internal.operation;

import dev.kedge.jinja.internal.guard.Fault;

/** Arithmetic of floats. */
final class RealArithmetic {

    private RealArithmetic() {}

    static double quotient(double left, double right) {
        return left / divisor(right, "float division by zero");
    }

    static double floorQuotient(double left, double right) {
        return floor(left, divisor(right, "float floor division by zero"));
    }

    static double remainder(double left, double right) {
        return modulo(left, divisor(right, "float modulo"));
    }

    private static double divisor(double divisor, String reason) {
        if (divisor == 0) {
            throw new Fault(reason);
        }
        return divisor;
    }

    /** The sign of the divisor, as Python has it. */
    private static double modulo(double left, double right) {
        double remainder = left % right;
        if (remainder == 0) {
            return Math.copySign(0.0, right);
        }
        return remainder < 0 != right < 0 ? remainder + right : remainder;
    }

    private static double floor(double left, double right) {
        double quotient = (left - modulo(left, right)) / right;
        if (quotient == 0) {
            return Math.copySign(0.0, left / right);
        }
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    static double power(double base, double exponent) {
        if (base == 0 && exponent < 0) {
            throw new Fault("0.0 cannot be raised to a negative power");
        }
        if (base == 1 || exponent == 0) {
            return 1; // also of NaN, where Java says NaN
        }
        if (base == -1 && Double.isInfinite(exponent)) {
            return 1;
        }
        if (base < 0 && !Double.isInfinite(base) && !Double.isInfinite(exponent) && exponent != Math.rint(exponent)) {
            throw new Fault("complex numbers are not supported");
        }
        double power = Math.pow(base, exponent);
        if (Double.isInfinite(power) && !Double.isInfinite(base) && !Double.isInfinite(exponent)) {
            throw new Fault("(34, 'Numerical result out of range')");
        }
        return power;
    }
}
