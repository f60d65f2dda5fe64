package dev.kedge.math.internal.term;

/** An operation that makes one set of two. */
public enum Combination {
    /** What is in one of them. */
    UNION,
    /** What is in both. */
    INTERSECTION,
    /** What is in the first only. */
    DIFFERENCE
}
