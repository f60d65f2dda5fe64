package dev.kedge.jinja.internal.operation;

import dev.kedge.jinja.internal.guard.Fault;
import dev.kedge.jinja.internal.value.Int;
import dev.kedge.jinja.internal.value.Real;
import dev.kedge.jinja.internal.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers read out of values. */
public final class Numbers {

    private Numbers() {}

    /**
     * A whole number, or a fault.
     *
     * @param value an integer or a boolean
     */
    public static BigInteger integer(Value value) {
        return value.integer()
                .orElseThrow(() -> new Fault("'" + value.typeName() + "' object cannot be interpreted as an integer"));
    }

    /**
     * A number as a float.
     *
     * @param value an integer, a boolean or a float
     */
    public static double toDouble(Value value) {
        return value instanceof Real real ? real.value() : integer(value).doubleValue();
    }

    /**
     * A number as a float, where one that is too large is a fault.
     *
     * @param value an integer, a boolean or a float
     */
    static double finite(Value value) {
        double number = toDouble(value);
        if (!(value instanceof Real) && Double.isInfinite(number)) {
            throw new Fault("int too large to convert to float");
        }
        return number;
    }

    /**
     * A float without its fraction.
     *
     * @param value any float
     * @return {@code int(value)}
     */
    public static Int truncate(double value) {
        if (Double.isNaN(value)) {
            throw new Fault("cannot convert float NaN to integer");
        }
        if (Double.isInfinite(value)) {
            throw new Fault("cannot convert float infinity to integer");
        }
        return new Int(new BigDecimal(value).toBigInteger());
    }
}
