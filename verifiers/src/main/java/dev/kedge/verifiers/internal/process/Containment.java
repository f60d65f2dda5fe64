package dev.kedge.verifiers.internal.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The walls around a child process, as far as the system allows them: limits of {@code ulimit} through {@code sh}, a
 * hard end through {@code timeout}, and on Linux namespaces of its own through {@code unshare}: no network, no view of
 * other processes, and an end of all its processes with the first.
 *
 * <p>Not contained are the files that the user of this process can read, and where there are no namespaces the network
 * and processes that have left the tree. What the system allows is tried out once, at the first use.
 */
public final class Containment {

    private static final List<List<String>> NAMESPACES = List.of(
            List.of(
                    "--user",
                    "--map-root-user",
                    "--mount",
                    "--ipc",
                    "--net",
                    "--pid",
                    "--fork",
                    "--kill-child",
                    "--mount-proc"),
            List.of("--mount", "--ipc", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"));
    private static final Duration PROBE = Duration.ofSeconds(10);

    private final Optional<Path> shell;
    private final Optional<Path> timeout;
    private final List<String> namespaces;

    private Containment(Optional<Path> shell, Optional<Path> timeout, List<String> namespaces) {
        this.shell = shell;
        this.timeout = timeout;
        this.namespaces = List.copyOf(namespaces);
    }

    private static final class Found {
        static final Containment HERE = find();
    }

    /**
     * The strongest that this system allows.
     *
     * @return always the same
     */
    public static Containment here() {
        return Found.HERE;
    }

    /**
     * Bounds of one child.
     *
     * @param cpuSeconds processor time
     * @param fileMegabytes size of each file that it writes
     * @param memoryMegabytes address space; 0: no bound of its own
     * @param lifeSeconds after which the system ends it even if this process is gone
     */
    public record Limits(int cpuSeconds, int fileMegabytes, int memoryMegabytes, int lifeSeconds) {}

    /**
     * A command that runs another under limits.
     *
     * @param command what is to run
     * @param limits its bounds
     * @return the command itself where the system has no means
     */
    public List<String> around(List<String> command, Limits limits) {
        List<String> wrapped = new ArrayList<>();
        shell.ifPresent(sh -> wrapped.addAll(List.of(sh.toString(), "-c", script(limits), "sh")));
        wrapped.addAll(namespaces);
        timeout.ifPresent(program ->
                wrapped.addAll(List.of(program.toString(), "-s", "KILL", String.valueOf(limits.lifeSeconds()))));
        wrapped.addAll(command);
        return wrapped;
    }

    /** Each limit by itself: a shell that does not know one still sets the others. */
    private static String script(Limits limits) {
        String memory = limits.memoryMegabytes() == 0 ? "" : "ulimit -v " + limits.memoryMegabytes() * 1024L + "; ";
        return "{ ulimit -c 0; ulimit -t " + limits.cpuSeconds() + "; ulimit -f " + limits.fileMegabytes() * 2048L
                + "; " + memory + "ulimit -n 256; } 2>/dev/null; exec \"$@\"";
    }

    /**
     * Whether children have no network and cannot leave processes behind.
     *
     * @return true where the system has namespaces and allows them
     */
    public boolean hasNamespaces() {
        return !namespaces.isEmpty();
    }

    private static Containment find() {
        Optional<Path> shell = program("sh");
        Optional<Path> timeout = program("timeout");
        Optional<Path> unshare = program("unshare");
        if (unshare.isPresent()) {
            for (List<String> options : NAMESPACES) {
                List<String> namespaces = Stream.concat(Stream.of(unshare.get().toString()), options.stream())
                        .toList();
                if (works(new Containment(shell, timeout, namespaces))) {
                    return new Containment(shell, timeout, namespaces);
                }
            }
        }
        Containment plain = new Containment(shell, timeout, List.of());
        return works(plain) ? plain : new Containment(Optional.empty(), Optional.empty(), List.of());
    }

    private static boolean works(Containment containment) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                containment.around(List.of(java, "-Xmx16m", "-XX:+UseSerialGC", "-version"), new Limits(10, 16, 0, 20));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(PROBE.toMillis(), TimeUnit.MILLISECONDS);
            ProcessTree.kill(process.toHandle());
            return ended && process.exitValue() == 0;
        } catch (IOException notHere) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static Optional<Path> program(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
