package dev.kedge.verifiers.internal.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One run of a command that may do anything: with an empty environment, in a folder of its own, its input and output in
 * files, under the limits of {@link Containment}, and with a hard end after which its whole tree is killed.
 */
public final class ContainedRun {

    private static final long MAX_NAP_MILLIS = 10;
    private static final long MEGABYTE = 1 << 20;

    private ContainedRun() {}

    /** The end of a run. */
    public enum Ending {
        /** By itself, whatever its exit status. */
        EXITED,
        /** Killed when its time was up. */
        TIMED_OUT,
        /** Killed for writing too much. */
        TOO_MUCH_OUTPUT
    }

    /**
     * The outcome of a run.
     *
     * @param ending how it ended
     * @param exitStatus its exit status; not 0 if it was killed
     * @param output what it wrote to its standard output, as UTF-8, cut at the bound
     * @param errors the beginning of what it wrote to standard error
     */
    public record Result(Ending ending, int exitStatus, String output, String errors) {}

    /**
     * Runs a command to its end.
     *
     * @param command the command
     * @param folder an existing folder that is its working directory; its standard streams are kept there too
     * @param input its standard input
     * @param time how long it may take
     * @param maxOutput bytes that it may write to standard output
     * @param memoryMegabytes its address space; 0: no bound
     * @return what came of it
     * @throws IOException if it cannot be started
     * @throws InterruptedException if this thread was interrupted; the command is killed then too
     */
    public static Result run(
            List<String> command, Path folder, String input, Duration time, int maxOutput, int memoryMegabytes)
            throws IOException, InterruptedException {
        int seconds = (int) Math.min(86_400, time.toSeconds() + 1);
        int fileMegabytes = (int) (maxOutput / MEGABYTE + 1);
        List<String> wrapped = Containment.here()
                .around(command, new Containment.Limits(seconds + 1, fileMegabytes, memoryMegabytes, seconds + 1));
        Path in = folder.resolve("stdin");
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        Files.writeString(in, input);
        ProcessBuilder builder = new ProcessBuilder(wrapped)
                .directory(folder.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("LC_ALL", "C.UTF-8");
        long deadline = System.nanoTime() + time.toNanos();
        Process process = builder.start();
        Set<ProcessHandle> seen = new HashSet<>();
        Ending ending;
        try {
            ending = await(process, deadline, out, maxOutput, seen);
        } finally {
            ProcessTree.kill(process.toHandle());
            seen.forEach(ProcessTree::kill);
        }
        int status = process.waitFor();
        return new Result(ending, status, beginning(out, maxOutput), beginning(err, 4_096));
    }

    /**
     * Where nothing else holds them together, remembers descendants: one whose parent has ended is no descendant any
     * more.
     */
    private static Ending await(Process process, long deadline, Path out, int maxOutput, Set<ProcessHandle> seen)
            throws IOException, InterruptedException {
        long nap = 1;
        while (!process.waitFor(nap, TimeUnit.MILLISECONDS)) {
            if (!Containment.here().hasNamespaces()) {
                process.descendants().forEach(seen::add);
            }
            if (System.nanoTime() >= deadline) {
                return Ending.TIMED_OUT;
            }
            if (size(out) > maxOutput) {
                return Ending.TOO_MUCH_OUTPUT;
            }
            nap = Math.min(MAX_NAP_MILLIS, nap + 1);
        }
        return size(out) > maxOutput ? Ending.TOO_MUCH_OUTPUT : Ending.EXITED;
    }

    /** A program may delete its output: that is none. */
    private static long size(Path file) throws IOException {
        return Files.isRegularFile(file) ? Files.size(file) : 0;
    }

    private static String beginning(Path file, int most) throws IOException {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(most), StandardCharsets.UTF_8);
        }
    }
}
