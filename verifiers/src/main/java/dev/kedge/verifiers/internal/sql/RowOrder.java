package dev.kedge.verifiers.internal.sql;

/** Whether the order of rows counts. */
public enum RowOrder {
    /** It does where the reference query is ordered as a whole. */
    AS_REFERENCE,
    /** It does not: rows are compared as a bag. */
    ANY,
    /** It does. */
    SAME
}
