package dev.kedge.cli.internal;

import dev.kedge.internal.run.Durations;

/**
 * The time that a phase has taken and will take if it goes on like this.
 *
 * @param startNanos when it started
 * @param total how many units it takes
 */
record Pace(long startNanos, long total) {

    /** For example {@code 20 s, about 55 s left}; empty in the first second. */
    String text(long nowNanos, long done) {
        double seconds = (nowNanos - startNanos) / 1e9;
        if (seconds < 1) {
            return "";
        }
        String taken = Durations.text(seconds);
        return done > 0 && done < total
                ? taken + ", about " + Durations.text(seconds / done * (total - done)) + " left"
                : taken;
    }
}
