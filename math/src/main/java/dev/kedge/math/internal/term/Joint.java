package dev.kedge.math.internal.term;

/** The words or signs between several answers. */
public enum Joint {
    /** Commas, or a comma and "and" at the end of a list. */
    COMMA,
    /** "and" between all. */
    AND,
    /** "or" between all, commas before the last "or" included. */
    OR,
    /** Both "and" and "or". */
    MIXED
}
