package dev.kedge.verifiers.internal.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The standard error of a process, line by line in the log; the last lines are kept to say why it ended. */
final class ErrorLines {

    private static final Logger LOG = LoggerFactory.getLogger("dev.kedge.verifiers.process");
    private static final int MAX_LINE = 500;
    private static final int KEPT = 50;
    private static final Duration PATIENCE = Duration.ofMillis(500);
    /** Python names the error last, Node before its stack and version. */
    private static final Pattern NAMES_AN_ERROR = Pattern.compile("^\\S*(Error|Exception)\\b");

    private final AtomicInteger loggable;
    private final Deque<String> last = new ArrayDeque<>();
    private final Thread thread;

    /**
     * Begins to read.
     *
     * @param errors the stream, read to its end
     * @param loggable how many lines may still be logged, counted down; shared by the processes of one command
     */
    ErrorLines(InputStream errors, AtomicInteger loggable) {
        this.loggable = loggable;
        thread = new Thread(() -> read(errors), "kedge-process-errors");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(InputStream errors) {
        try (Reader reader = new BufferedReader(new InputStreamReader(errors, StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int letter = reader.read(); letter >= 0; letter = reader.read()) {
                if (letter == '\n') {
                    take(line.toString().stripTrailing());
                    line.setLength(0);
                } else if (line.length() < MAX_LINE) {
                    line.append((char) letter);
                }
            }
            take(line.toString().stripTrailing());
        } catch (IOException closed) {
            // the process was killed
        }
    }

    private void take(String line) {
        if (line.isBlank()) {
            return;
        }
        synchronized (last) {
            last.addLast(line);
            if (last.size() > KEPT) {
                last.removeFirst();
            }
        }
        int left = loggable.getAndUpdate(before -> Math.max(-1, before - 1));
        if (left > 0) {
            LOG.info("{}", line);
        } else if (left == 0) {
            LOG.info("further lines of standard error are not shown");
        }
    }

    /**
     * The line that tells most, once the process has ended: the last that begins with the name of an error, else the
     * last of all.
     *
     * @return empty if there is none
     */
    String telling() {
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        synchronized (last) {
            for (Iterator<String> lines = last.descendingIterator(); lines.hasNext(); ) {
                String line = lines.next();
                if (NAMES_AN_ERROR.matcher(line).find()) {
                    return line;
                }
            }
            return last.isEmpty() ? "" : last.getLast();
        }
    }
}
