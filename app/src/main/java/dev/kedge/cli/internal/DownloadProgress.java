package dev.kedge.cli.internal;

import dev.kedge.hub.ByteCount;
import dev.kedge.hub.DownloadListener;
import dev.kedge.hub.HubName;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The sight of a download: a line that is written over at a terminal, else lines some seconds apart, with the share,
 * the bytes and the rate.
 */
public final class DownloadProgress implements DownloadListener {

    private static final int WIDTH = 78;
    private static final Duration LIVE = Duration.ofMillis(200);
    private static final Duration PLAIN = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final boolean live;
    private final LongSupplier nanoTime;
    private long total;
    private long start;
    private long first = -1;
    private long last;

    DownloadProgress(PrintWriter out, boolean live, LongSupplier nanoTime) {
        this.out = out;
        this.live = live;
        this.nanoTime = nanoTime;
    }

    /**
     * Progress on a stream of this process.
     *
     * @param out usually standard error
     */
    public static DownloadProgress open(PrintWriter out) {
        return new DownloadProgress(out, ConsoleProgress.isTerminal(), System::nanoTime);
    }

    @Override
    public void begins(HubName name, int files, long bytes) {
        out.println(
                "downloading " + name + ": " + files + (files == 1 ? " file, " : " files, ") + ByteCount.text(bytes));
        total = bytes;
        start = nanoTime.getAsLong();
        last = start;
        first = -1;
    }

    @Override
    public void advances(String file, long bytes) {
        if (first < 0) {
            first = bytes; // what an earlier download left has no rate
        }
        long now = nanoTime.getAsLong();
        if (now - last < (live ? LIVE : PLAIN).toNanos()) {
            return;
        }
        last = now;
        String line = String.format(
                Locale.ROOT,
                "%3d %%  %s of %s  %s/s  %s",
                total == 0 ? 100 : Math.min(100, (int) (100.0 * bytes / total)),
                ByteCount.text(bytes),
                ByteCount.text(total),
                ByteCount.text((long) (Math.max(0, bytes - first) * 1e9 / (now - start))),
                file);
        if (live) {
            out.print("\r" + String.format("%-" + WIDTH + "s", line.substring(0, Math.min(WIDTH, line.length()))));
            out.flush();
        } else {
            out.println(line);
        }
    }

    @Override
    public void ends() {
        if (live) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
            out.flush();
        }
    }

    @Override
    public void warns(String text) {
        out.println("warning: " + text);
    }
}
