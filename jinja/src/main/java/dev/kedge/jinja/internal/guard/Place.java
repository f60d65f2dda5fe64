package dev.kedge.jinja.internal.guard;

/**
 * A place in the source of a template.
 *
 * @param line from 1
 * @param column from 1, in UTF-16 units
 */
public record Place(int line, int column) {

    /** The first character. */
    public static final Place START = new Place(1, 1);
}
