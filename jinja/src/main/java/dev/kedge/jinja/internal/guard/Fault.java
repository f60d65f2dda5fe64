package dev.kedge.jinja.internal.guard;

/**
 * The reason why parsing or rendering stopped. Inside the interpreter only: at its border it becomes an exception with
 * a place.
 *
 * <p>Without a stack trace: it speaks about the template, and a template may cause it at will. The reason is worded as
 * Python words it, where Python has the error.
 */
public final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** 0 if the place is where the rendering stands. */
    private final int line;

    private final int column;

    /**
     * A fault of what is being evaluated.
     *
     * @param reason one sentence
     */
    public Fault(String reason) {
        this(new Place(0, 0), reason);
    }

    /**
     * A fault of the source.
     *
     * @param place where
     * @param reason one sentence
     */
    public Fault(Place place, String reason) {
        super(reason, null, false, false);
        this.line = place.line();
        this.column = place.column();
    }

    /**
     * Where it is.
     *
     * @param standing where the rendering stands
     * @return the place in the source if the fault has one of its own, else {@code standing}
     */
    public Place placeOr(Place standing) {
        return line == 0 ? standing : new Place(line, column);
    }

    /** One sentence. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
