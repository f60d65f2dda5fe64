package dev.kedge.jinja.internal.tree;

/** How to go on after a statement. */
public enum Flow {
    /** With the next one. */
    NEXT,
    /** With the next element of the loop. */
    CONTINUE,
    /** After the loop. */
    BREAK
}
