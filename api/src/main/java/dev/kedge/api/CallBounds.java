package dev.kedge.api;

import java.time.Duration;

/**
 * The bounds on calls that a verifier has by itself, such as one that keeps processes and ends those that are late.
 *
 * @param atOnce calls that it works on at the same time, at least 1
 * @param time how long one may take before the verifier itself ends it; zero: it does not bound its calls
 */
public record CallBounds(int atOnce, Duration time) {

    /** No bounds of the verifier's own: those of the caller hold. */
    public static final CallBounds OF_THE_CALLER = new CallBounds(1, Duration.ZERO);

    /** Checks the ranges. */
    public CallBounds {
        Require.atLeast("atOnce", 1, atOnce);
        Require.that(!time.isNegative(), "time", "must not be negative", time);
    }

    /**
     * The bounds of a verifier that asks one of two.
     *
     * @param other those of the other
     * @return the larger of each
     */
    public CallBounds or(CallBounds other) {
        Duration longer = time.compareTo(other.time) < 0 ? other.time : time;
        return new CallBounds(Math.max(atOnce, other.atOnce), longer);
    }

    /**
     * The bounds of a verifier that asks two, one after the other.
     *
     * @param next those of the other
     * @return the larger number of calls, and the time of both
     */
    public CallBounds then(CallBounds next) {
        return new CallBounds(Math.max(atOnce, next.atOnce), time.plus(next.time));
    }
}
