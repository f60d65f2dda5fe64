package dev.kedge.math.internal.term;

/** How two sets make one. */
public enum Combination {
    /** What is in one of them. */
    UNION,
    /** What is in both. */
    INTERSECTION,
    /** What is in the first only. */
    DIFFERENCE
}
