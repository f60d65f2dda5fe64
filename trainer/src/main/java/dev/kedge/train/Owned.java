package dev.kedge.train;

import java.util.ArrayDeque;
import java.util.Deque;

/** Parts that must be closed, the last one first, each of them whatever happens to the others. */
final class Owned implements AutoCloseable {

    private final Deque<Runnable> closers = new ArrayDeque<>();

    /** Takes over a part; {@code closer} closes it. */
    <T> T add(T part, Runnable closer) {
        closers.push(closer);
        return part;
    }

    @Override
    public void close() {
        RuntimeException first = null;
        while (!closers.isEmpty()) {
            try {
                closers.pop().run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Closes everything because of a failure, which what goes wrong now is only added to. */
    void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
