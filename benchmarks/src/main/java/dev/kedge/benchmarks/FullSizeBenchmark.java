package dev.kedge.benchmarks;

import dev.kedge.benchmarks.FullSizeStep.Way;
import dev.kedge.tensor.Scope;
import dev.kedge.tensor.Torch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Time and memory of one step on a checkpoint at its full size; run once for each way, because a process keeps its
 * peak.
 *
 * <pre>
 * benchmarks/full-size MODEL_DIRECTORY [WAY…]
 * </pre>
 */
public final class FullSizeBenchmark {

    private static final double GIB = 1024.0 * 1024 * 1024;

    private FullSizeBenchmark() {}

    /**
     * Prints a line.
     *
     * @param arguments a model directory and the name of a way
     * @throws IOException if the process does not know its own memory
     */
    public static void main(String[] arguments) throws IOException {
        Way way = Way.valueOf(arguments[1].toUpperCase(Locale.ROOT));
        Torch.setThreads(Runtime.getRuntime().availableProcessors());
        PrintStream out = System.out;
        long start = System.nanoTime();
        try (FullSizeStep step = FullSizeStep.load(Path.of(arguments[0]), way)) {
            double load = seconds(start);
            double loaded = (double) Scope.residentBytes() / GIB;
            start = System.nanoTime();
            step.sample();
            double sampling = seconds(start);
            start = System.nanoTime();
            double norm = step.update();
            double updates = seconds(start);
            out.printf(
                    Locale.ROOT,
                    "%-10s load %5.1f s (%4.1f GiB)   sampling %5.1f s   updates %6.1f s   peak %4.1f GiB   gradient norm %.3g%n",
                    way.name().toLowerCase(Locale.ROOT),
                    load,
                    loaded,
                    sampling,
                    updates,
                    peak(),
                    norm);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** The most resident memory the process ever had, as Linux counts it. */
    private static double peak() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024 / GIB;
            }
        }
        throw new IOException("/proc/self/status has no VmHWM");
    }
}
