package dev.kedge.hub;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;

/** The patience with a hub that fails: five failures without any progress between them, and ever longer pauses. */
final class Retries {

    private static final int MAX_FAILURES = 5;
    private static final int MAX_FACTOR = 30;
    private static final Duration MAX_ASKED_PAUSE = Duration.ofMinutes(5);

    private final HubSettings settings;
    private int failures;

    Retries(HubSettings settings) {
        this.settings = settings;
    }

    /** Something came: what failed before does not count any more. */
    void progressed() {
        failures = 0;
    }

    /**
     * Waits before the next try.
     *
     * @throws HubException if there is no further one
     */
    void failed(IOException failure) {
        failures++;
        if (failures >= MAX_FAILURES || failure instanceof InterruptedIOException) {
            throw unreachable(settings, failure);
        }
        Duration pause = settings.firstPause().multipliedBy(Math.min(MAX_FACTOR, 1L << (failures - 1)));
        if (failure instanceof TransientException busy && busy.pause().isPresent()) {
            pause = busy.pause().get();
            if (pause.compareTo(MAX_ASKED_PAUSE) > 0) {
                throw new HubException(settings.endpoint() + " answers " + failure.getMessage()
                        + " and asks to wait for " + pause.toSeconds() + " seconds");
            }
        }
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(settings, failure);
        }
    }

    /** Whether no connection was made, which another try at once will not change. */
    static boolean isWithoutConnection(IOException failure) {
        return failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
    }

    /** The failure in words. */
    static HubException unreachable(HubSettings settings, IOException failure) {
        return new HubException("cannot reach " + settings.endpoint() + ": " + reason(failure), failure);
    }

    private static String reason(IOException failure) {
        if (failure instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "the name of the host is not known";
            }
            if (cause.getMessage() != null && cause == failure) {
                return cause.getMessage().lines().findFirst().orElse("");
            }
        }
        return failure instanceof ConnectException
                ? "no connection"
                : failure.getClass().getSimpleName();
    }
}
