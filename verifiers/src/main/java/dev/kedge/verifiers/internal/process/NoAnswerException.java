package dev.kedge.verifiers.internal.process;

/** A worker was killed or ended without an answer. */
public final class NoAnswerException extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean timedOut;

    NoAnswerException(String message, boolean timedOut) {
        super(message);
        this.timedOut = timedOut;
    }

    /**
     * Why there was no answer.
     *
     * @return true if its time was up; false if its process ended
     */
    public boolean timedOut() {
        return timedOut;
    }
}
