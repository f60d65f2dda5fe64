package dev.kedge.serving;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The completions of one request as they grow: pieces of text, those of different completions among each other. For one
 * thread to read; closing it before the end takes its completions out of the batch.
 */
public final class CompletionStream implements AutoCloseable {

    /** A piece, or what went wrong. */
    private record Event(Optional<TextPiece> piece, Optional<RuntimeException> failure) {}

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private int growing;
    private volatile boolean closed;

    /** A stream of so many completions. */
    CompletionStream(int completions) {
        this.growing = completions;
    }

    /**
     * The next piece; waits for it.
     *
     * @return empty once every completion has ended
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws RuntimeException what sampling failed with
     */
    public Optional<TextPiece> next() throws InterruptedException {
        if (growing == 0) {
            return Optional.empty();
        }
        Event event = events.take();
        if (event.failure().isPresent()) {
            growing = 0;
            throw event.failure().get();
        }
        if (event.piece().flatMap(TextPiece::end).isPresent()) {
            growing--;
        }
        return event.piece();
    }

    void add(TextPiece piece) {
        events.add(new Event(Optional.of(piece), Optional.empty()));
    }

    /** Ends the whole stream, also completions of it that nothing has happened to. */
    void fail(RuntimeException failure) {
        closed = true;
        events.add(new Event(Optional.empty(), Optional.of(failure)));
    }

    boolean isClosed() {
        return closed;
    }

    /** Nobody reads any more: what still grows ends. */
    @Override
    public void close() {
        closed = true;
    }
}
