package dev.kedge.cli.internal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Progress as plain lines: the first and the last unit of a phase always, between them one line per interval at most.
 *
 * <pre>
 * Reinforcement learning  1/150
 * Reinforcement learning  40/150  reward 0.71  (20 s, about 55 s left)
 * </pre>
 */
final class PlainProgress implements Progress {

    private final PrintStream out;
    private final long intervalNanos;
    private final LongSupplier nanoTime;

    private String title = "";
    private Pace pace = new Pace(0, 0);
    private long lastShown;
    private boolean nothingShown;

    PlainProgress(PrintStream out, Duration interval, LongSupplier nanoTime) {
        this.out = out;
        this.intervalNanos = interval.toNanos();
        this.nanoTime = nanoTime;
    }

    @Override
    public void phase(String title, long total) {
        this.title = title;
        this.pace = new Pace(nanoTime.getAsLong(), total);
        this.nothingShown = true;
    }

    @Override
    public void advance(long done, String note) {
        long now = nanoTime.getAsLong();
        if (!nothingShown && done < pace.total() && now - lastShown < intervalNanos) {
            return;
        }
        nothingShown = false;
        lastShown = now;
        StringBuilder line = new StringBuilder(title + "  " + done + "/" + pace.total());
        if (!note.isEmpty()) {
            line.append("  ").append(note);
        }
        String time = pace.text(now, done);
        if (!time.isEmpty()) {
            line.append("  (").append(time).append(')');
        }
        line(line.toString());
    }

    @Override
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
