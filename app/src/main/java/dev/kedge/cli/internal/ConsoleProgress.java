package dev.kedge.cli.internal;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;

/** The choice of how progress is shown: a live bar to a person at a terminal, plain lines to a file or a pipe. */
public final class ConsoleProgress {

    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(5);

    private ConsoleProgress() {}

    /**
     * Progress on a stream of this process.
     *
     * @param out usually {@code System.err}; standard output belongs to results
     * @return a live bar if this process runs at a terminal, else plain lines, one every five seconds at most
     */
    public static Progress open(PrintStream out) {
        return isTerminal()
                ? new LiveProgress(out, System::nanoTime)
                : new PlainProgress(out, PLAIN_INTERVAL, System::nanoTime);
    }

    /**
     * Whether standard input and output are a terminal that moves its cursor when told to. From Java 22 on there is a
     * console without a terminal as well.
     */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isTerminal() {
        Console console = System.console();
        String kind = System.getenv().getOrDefault("TERM", "dumb");
        if (console == null || kind.equals("dumb")) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException beforeJava22) {
            return true;
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
