package dev.kedge.train;

/** Elapsed time, for the metrics under {@code time/}; nothing that is computed depends on it. */
final class Clock {

    private Clock() {}

    /** Seconds since a reading of {@link System#nanoTime}. */
    static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }
}
