package dev.kedge.hub;

/** A request that the hub or its cache cannot meet, with one line that says what is wrong and what helps. */
public final class HubException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    HubException(String message) {
        super(message);
    }

    HubException(String message, Throwable cause) {
        super(message, cause);
    }
}
