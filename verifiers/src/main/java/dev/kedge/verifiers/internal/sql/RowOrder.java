package dev.kedge.verifiers.internal.sql;

/** The importance of the order of rows. */
public enum RowOrder {
    /** It does where the reference query is ordered as a whole. */
    AS_REFERENCE,
    /** It does not: rows are compared as a bag. */
    ANY,
    /** It does. */
    SAME
}
