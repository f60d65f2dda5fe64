package dev.kedge.cli.internal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Progress as a bar that is drawn over and over in the last line of a terminal:
 *
 * <pre>
 * Reinforcement learning [=====&gt;              ]  40/150  20 s, about 55 s left  reward 0.71
 * </pre>
 *
 * <p>Its own drawing rather than a library's: line wrap is switched off while drawing, so the terminal itself cuts what
 * does not fit and its width need not be known, and nothing is drawn by another thread into the lines between.
 */
final class LiveProgress implements Progress {

    private static final String ERASE = "\r\u001b[2K";
    private static final String WRAP_OFF = "\u001b[?7l";
    private static final String WRAP_ON = "\u001b[?7h";
    private static final int BAR_WIDTH = 20;
    private static final long INTERVAL_NANOS = Duration.ofMillis(100).toNanos();

    private final PrintStream out;
    private final LongSupplier nanoTime;

    private String title = "";
    private Optional<Pace> pace = Optional.empty();
    private String drawn = "";
    private long lastDrawn;

    LiveProgress(PrintStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
    }

    @Override
    public void phase(String title, long total) {
        close();
        this.title = title;
        pace = Optional.of(new Pace(nanoTime.getAsLong(), total));
        show(0, "");
    }

    @Override
    public void advance(long done, String note) {
        boolean last = pace.isPresent() && done >= pace.get().total();
        if (last || nanoTime.getAsLong() - lastDrawn >= INTERVAL_NANOS) {
            show(done, note);
        }
    }

    @Override
    public void line(String text) {
        out.print(ERASE + text + System.lineSeparator() + drawn);
        out.flush();
    }

    @Override
    public void close() {
        if (pace.isPresent()) {
            out.println();
            out.flush();
        }
        pace = Optional.empty();
        drawn = "";
    }

    private void show(long done, String note) {
        pace.ifPresent(current -> {
            lastDrawn = nanoTime.getAsLong();
            String time = current.text(lastDrawn, done);
            drawn = WRAP_OFF + title + " " + bar(done, current.total()) + "  " + done + "/" + current.total()
                    + (time.isEmpty() ? "" : "  " + time)
                    + (note.isEmpty() ? "" : "  " + note)
                    + WRAP_ON;
            out.print(ERASE + drawn);
            out.flush();
        });
    }

    private static String bar(long done, long total) {
        int filled = total <= 0 ? BAR_WIDTH : (int) (Math.min(done, total) * BAR_WIDTH / total);
        String tip = filled == BAR_WIDTH ? "" : ">";
        return "[" + "=".repeat(filled) + tip + " ".repeat(BAR_WIDTH - filled - tip.length()) + "]";
    }
}
