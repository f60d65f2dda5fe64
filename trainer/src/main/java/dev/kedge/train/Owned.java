package dev.kedge.train;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Parts that must be closed, the last one first, each of them whatever happens to the others. */
final class Owned implements AutoCloseable {

    private final Deque<Runnable> closers = new ArrayDeque<>();

    /** Takes over a part that {@code closer} closes. */
    void add(Runnable closer) {
        closers.push(closer);
    }

    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        while (!closers.isEmpty()) {
            try {
                closers.pop().run();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.get(0);
            failures.subList(1, failures.size()).forEach(first::addSuppressed);
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
