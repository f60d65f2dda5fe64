package dev.kedge.run;

import java.io.PrintStream;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress as a bar that is drawn over and over in the last line of a terminal. */
final class LiveProgress implements Progress {

    /** Return to the first column and erase the line. */
    private static final String ERASE = "\r\u001b[2K";

    private final PrintStream out;
    private Optional<ProgressBar> bar = Optional.empty();

    LiveProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void phase(String title, long total) {
        close();
        bar = Optional.of(new ProgressBarBuilder()
                .setTaskName(title)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUpdateIntervalMillis(200)
                .continuousUpdate()
                .setConsumer(new Drawing(out))
                .build());
    }

    @Override
    public void advance(long done, String note) {
        bar.ifPresent(current -> current.setExtraMessage(note).stepTo(done));
    }

    @Override
    public void line(String text) {
        // The bar is drawn by a thread of its own; it comes back below the line with its next update.
        synchronized (out) {
            out.println(ERASE + text);
            out.flush();
        }
        bar.ifPresent(ProgressBar::refresh);
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
    }

    private static final class Drawing extends ConsoleProgressBarConsumer {

        private final PrintStream out;

        Drawing(PrintStream out) {
            super(out);
            this.out = out;
        }

        @Override
        public void accept(String text) {
            synchronized (out) {
                out.print(ERASE + text);
                out.flush();
            }
        }

        @Override
        public void close() {
            synchronized (out) {
                out.println();
                out.flush();
            }
        }
    }
}
