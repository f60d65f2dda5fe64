package dev.kedge.verifiers.internal.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A program of the user's own, and what bounds it. It is trusted, unlike what the policy writes: it keeps the network,
 * the files and the working directory of this process. It is given few of its variables, so that keys and passwords
 * stay here.
 *
 * @param command the program and its arguments, no shell
 * @param memoryMegabytes private memory of each of its processes, where {@code sh} can set such a limit
 * @param maxAnswer bytes of a line that it answers with
 * @param environment variables that it is given beside {@link #ENVIRONMENT}
 */
public record Program(List<String> command, int memoryMegabytes, int maxAnswer, List<String> environment) {

    /** The variables that every program is given if they are set: where things are, and how text is written. */
    public static final List<String> ENVIRONMENT = List.of(
            "PATH",
            "HOME",
            "USER",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "TMPDIR",
            "LD_LIBRARY_PATH",
            "DYLD_LIBRARY_PATH",
            "VIRTUAL_ENV",
            "CONDA_PREFIX",
            "PYTHONPATH",
            "NODE_PATH",
            "SystemRoot",
            "TEMP",
            "TMP",
            "USERPROFILE",
            "PATHEXT");

    private static final Optional<Path> SHELL = Containment.program("sh");
    private static final Optional<Path> SESSION = SHELL.flatMap(shell -> Containment.program("setsid"));
    private static final boolean IS_WINDOWS = File.separatorChar == '\\';

    /** Keeps copies. */
    public Program {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
    }

    /**
     * Whether the command's first word is a program that can be run.
     *
     * @return true also where the system completes names by itself
     */
    public boolean isThere() {
        String name = command.get(0);
        return IS_WINDOWS
                || (name.contains("/")
                        ? Files.isExecutable(Path.of(name))
                        : Containment.program(name).isPresent());
    }

    /** Whether it begins a session of its own, in which what it leaves behind can be found. */
    static boolean leadsSession() {
        return SESSION.isPresent();
    }

    /**
     * Starts it, its standard streams as pipes.
     *
     * @throws IOException if it cannot be started
     */
    Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(wrapped());
        Map<String, String> given = builder.environment();
        Set<String> kept = new HashSet<>(ENVIRONMENT);
        kept.addAll(environment);
        given.keySet().retainAll(kept);
        // Else Python keeps lines back until it has some thousand bytes of them, and writes them as the system does.
        given.put("PYTHONUNBUFFERED", "1");
        given.put("PYTHONIOENCODING", "utf-8");
        return builder.start();
    }

    private List<String> wrapped() {
        List<String> wrapped = new ArrayList<>();
        SHELL.ifPresent(shell -> wrapped.addAll(List.of(
                shell.toString(),
                "-c",
                "{ ulimit -c 0; ulimit -d " + memoryMegabytes * 1024L + "; } 2>/dev/null; exec \"$@\"",
                "sh")));
        SESSION.ifPresent(session -> wrapped.add(session.toString()));
        wrapped.addAll(command);
        return wrapped;
    }
}
