package dev.kedge.jinja.internal.value;

import dev.kedge.jinja.internal.guard.Fault;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/**
 * Equally spaced whole numbers, made as they are asked for.
 *
 * @param start the first
 * @param stop the bound that none reaches
 * @param step from one to the next, not 0
 */
public record Range(long start, long stop, long step) implements Value {

    /** As many as Jinja's sandbox allows. */
    public static final int MAX_LENGTH = 100_000;

    /** Checks step and length. */
    public Range {
        if (step == 0) {
            throw new Fault("range() arg 3 must not be zero");
        }
        if (length(start, stop, step) > MAX_LENGTH) {
            throw new Fault("Range too big. The sandbox blocks ranges larger than MAX_RANGE (" + MAX_LENGTH + ").");
        }
    }

    /**
     * In floating point, where a difference of longs cannot overflow; exact wherever it is small enough to be allowed.
     */
    private static double length(long start, long stop, long step) {
        return Math.max(0, Math.ceil(((double) stop - (double) start) / step));
    }

    private int count() {
        long distance = stop - start;
        return distance == 0 || distance > 0 != step > 0 ? 0 : (int) ((Math.abs(distance) - 1) / Math.abs(step) + 1);
    }

    private Value at(long index) {
        return Int.of(start + index * step);
    }

    @Override
    public String typeName() {
        return "range";
    }

    @Override
    public boolean isTrue() {
        return count() > 0;
    }

    @Override
    public void represent(TextBuilder out) {
        out.append("range(" + start + ", " + stop + (step == 1 ? "" : ", " + step) + ")");
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public Iterator<Value> iterator() {
        return LongStream.range(0, count()).mapToObj(this::at).iterator();
    }

    @Override
    public OptionalInt length() {
        return OptionalInt.of(count());
    }

    @Override
    public Optional<Value> item(Value key) {
        return key.integer().flatMap(index -> Indices.element(index, count())).map(this::at);
    }
}
