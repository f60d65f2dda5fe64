package dev.kedge.jinja.internal.value;

import java.math.BigInteger;
import java.util.Optional;

/** Indices that may count from the end. */
public final class Indices {

    private Indices() {}

    /**
     * The element that an index means.
     *
     * @param index from 0, or from -1 backwards
     * @param length of the sequence
     * @return its place; empty if there is none
     */
    static Optional<Integer> element(BigInteger index, int length) {
        BigInteger at = index.signum() < 0 ? index.add(BigInteger.valueOf(length)) : index;
        boolean inside = at.signum() >= 0 && at.compareTo(BigInteger.valueOf(length)) < 0;
        return inside ? Optional.of(at.intValue()) : Optional.empty();
    }

    /**
     * An end of a slice.
     *
     * @param index from 0, or from -1 backwards
     * @param low the least it can be
     * @param high the most it can be
     * @param length of the sequence
     * @return the end, moved into the sequence
     */
    public static int end(BigInteger index, int low, int high, int length) {
        BigInteger at = index.signum() < 0 ? index.add(BigInteger.valueOf(length)) : index;
        return at.max(BigInteger.valueOf(low)).min(BigInteger.valueOf(high)).intValue();
    }
}
