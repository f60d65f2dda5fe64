package dev.kedge.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** An answer that may be another one a little later. */
final class TransientException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> pause;

    /** {@code pause}: how long the hub asks to wait. */
    TransientException(String message, Optional<Duration> pause) {
        super(message);
        this.pause = pause;
    }

    Optional<Duration> pause() {
        return pause;
    }
}
