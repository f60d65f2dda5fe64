package dev.kedge.jinja.internal.tree;

/** The way on after a statement. */
public enum Flow {
    /** With the next one. */
    NEXT,
    /** With the next element of the loop. */
    CONTINUE,
    /** After the loop. */
    BREAK
}
