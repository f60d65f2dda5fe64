package dev.kedge.jinja;

import java.util.Optional;

/**
 * A template could not be parsed or rendered: where, and why. The message is one line, {@code name:line:column:
 * reason}.
 */
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What of the reason fits on a line; a template may raise a book. */
    private static final int MAX_REASON = 1_000;

    private final int line;
    private final int column;
    private final String reason;

    /**
     * A problem at a place.
     *
     * @param name of the template, if it has one
     * @param line from 1
     * @param column from 1
     * @param reason worded as Python words it, where Python has the error
     */
    TemplateException(Optional<String> name, int line, int column, String reason) {
        super(name.map(known -> known + ":").orElse("template:") + line + ":" + column + ": "
                + reason.substring(0, Math.min(reason.length(), MAX_REASON)).replaceAll("\\R", " "));
        this.line = line;
        this.column = column;
        this.reason = reason;
    }

    /**
     * The line of the source.
     *
     * @return from 1
     */
    public int line() {
        return line;
    }

    /**
     * The column in that line.
     *
     * @return from 1
     */
    public int column() {
        return column;
    }

    /**
     * What is wrong.
     *
     * @return without the place; the message that the template passed to {@code raise_exception} as it is
     */
    public String reason() {
        return reason;
    }
}
