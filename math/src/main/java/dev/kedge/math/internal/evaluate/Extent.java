package dev.kedge.math.internal.evaluate;

import java.math.BigDecimal;

/**
 * The powers of ten between which the values of a computation lie, zeros left out. What was added to something much
 * larger is lost unless there are as many digits as lie between the two.
 */
final class Extent {

    private int largest;
    private int smallest;

    /** Notes a value. */
    void see(BigDecimal value) {
        if (value.signum() != 0) {
            int size = (int) Math.max(Math.min((long) value.precision() - value.scale(), 100_000), -100_000);
            largest = Math.max(largest, size);
            smallest = Math.min(smallest, size);
        }
    }

    /** The largest power of ten, at least 0. */
    int largest() {
        return largest;
    }

    /** How many powers of ten lie between the largest and the smallest value, 1 among them. */
    int width() {
        return largest - smallest;
    }
}
