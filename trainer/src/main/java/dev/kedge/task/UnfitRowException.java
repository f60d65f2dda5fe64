package dev.kedge.task;

/** A row of a data set lacks what its task needs; caught where file and line are known. */
final class UnfitRowException extends Exception {

    private static final long serialVersionUID = 1L;

    UnfitRowException(String message) {
        super(message);
    }
}
