package dev.kedge.jinja.internal.value;

import dev.kedge.jinja.internal.guard.Fault;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A whole number of any size that is sensible.
 *
 * @param value the number, of at most {@value #MAX_BITS} bits
 */
public record Int(BigInteger value) implements Value {

    /** Larger ones are refused: arithmetic on them takes time that nobody counts. */
    public static final int MAX_BITS = 1 << 14;

    /** Python refuses to print more. */
    private static final int MAX_DIGITS = 4300;

    /** Checks the size. */
    public Int {
        if (value.bitLength() > MAX_BITS) {
            throw new Fault("an integer has more than " + MAX_BITS + " bits");
        }
    }

    /**
     * A number.
     *
     * @param value the number
     */
    public static Int of(long value) {
        return new Int(BigInteger.valueOf(value));
    }

    @Override
    public String typeName() {
        return "int";
    }

    @Override
    public boolean isTrue() {
        return value.signum() != 0;
    }

    @Override
    public void represent(TextBuilder out) {
        String digits = value.toString();
        if (digits.length() > MAX_DIGITS + (value.signum() < 0 ? 1 : 0)) {
            throw new Fault("Exceeds the limit (" + MAX_DIGITS + " digits) for integer string conversion;"
                    + " use sys.set_int_max_str_digits() to increase the limit");
        }
        out.append(digits);
    }

    @Override
    public Optional<BigInteger> integer() {
        return Optional.of(value);
    }

    @Override
    public Optional<Object> key() {
        return Optional.of(value);
    }
}
