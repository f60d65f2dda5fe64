package dev.kedge.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A body of an answer that is read under a time limit: it fails if no byte comes for so long, however long the whole
 * takes.
 */
final class StallGuard implements AutoCloseable {

    private final InputStream body;
    private final Duration limit;
    private final ScheduledExecutorService watch;
    private final Future<?> looks;
    private volatile long lastByte = System.nanoTime();
    private volatile boolean stalled;

    StallGuard(InputStream body, Duration limit) {
        this.body = body;
        this.limit = limit;
        watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "kedge-hub-watch");
            thread.setDaemon(true);
            return thread;
        });
        long period = Math.max(1, limit.toMillis() / 4);
        looks = watch.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (System.nanoTime() - lastByte > limit.toNanos()) {
            stalled = true;
            try {
                body.close(); // which ends the read that waits
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The next bytes; -1 at the end. */
    int read(byte[] into) throws IOException {
        int count;
        try {
            count = body.read(into);
        } catch (IOException e) {
            if (stalled) {
                throw timeout(e);
            }
            throw e;
        }
        if (stalled) {
            throw timeout(new IOException("closed"));
        }
        lastByte = System.nanoTime();
        return count;
    }

    private IOException timeout(IOException cause) {
        return (IOException) new HttpTimeoutException("no byte for " + limit.toMillis() + " ms").initCause(cause);
    }

    @Override
    public void close() throws IOException {
        looks.cancel(false);
        watch.shutdownNow();
        body.close();
    }
}
