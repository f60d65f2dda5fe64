package dev.kedge.serving;

/** The refusal of a request because too many wait already; later it may be taken. */
public final class OverloadedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param message how many may wait and how many do
     */
    public OverloadedException(String message) {
        super(message);
    }
}
