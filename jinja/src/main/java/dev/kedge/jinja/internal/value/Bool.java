package dev.kedge.jinja.internal.value;

import java.math.BigInteger;
import java.util.Optional;

/** A truth value; counts as 0 or 1 in arithmetic. */
public enum Bool implements Value {
    /** {@code False}. */
    FALSE,
    /** {@code True}. */
    TRUE;

    /**
     * The value for a Java boolean.
     *
     * @param value true or false
     * @return {@link #TRUE} or {@link #FALSE}
     */
    public static Bool of(boolean value) {
        return value ? TRUE : FALSE;
    }

    @Override
    public String typeName() {
        return "bool";
    }

    @Override
    public boolean isTrue() {
        return this == TRUE;
    }

    @Override
    public void represent(TextBuilder out) {
        out.append(this == TRUE ? "True" : "False");
    }

    @Override
    public Optional<BigInteger> integer() {
        return Optional.of(this == TRUE ? BigInteger.ONE : BigInteger.ZERO);
    }

    @Override
    public Optional<Object> key() {
        return Optional.of(this == TRUE ? BigInteger.ONE : BigInteger.ZERO);
    }
}
