package dev.kedge.internal.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A run directory held by this process, and by no other, until it is closed.
 *
 * <p>The hold is a lock of the operating system on the file {@code .lock}: it ends with the process, however that ends,
 * so that a killed run can be resumed at once. The file itself stays.
 *
 * <p>Create it after everything else about the run has been checked: nothing is written before that.
 */
public final class RunDirectory implements AutoCloseable {

    /** Where runs are kept unless a person says otherwise, relative to the working directory. */
    public static final Path RUNS = Path.of("runs");

    private final RunPaths paths;
    private final FileChannel lock;

    private RunDirectory(RunPaths paths, FileChannel lock) {
        this.paths = paths;
        this.lock = lock;
    }

    /**
     * The first of {@code runs/<name>}, {@code runs/<name>-2}, {@code runs/<name>-3} … that is not in use.
     *
     * @param runs the folder of runs, usually {@link #RUNS}
     * @param name the name of the recipe
     * @return a folder that does not exist yet or is empty
     * @throws IOException if a folder cannot be read
     */
    public static Path unusedName(Path runs, String name) throws IOException {
        Path candidate = runs.resolve(name);
        for (int number = 2; !isUnused(candidate); number++) {
            candidate = runs.resolve(name + "-" + number);
        }
        return candidate;
    }

    /**
     * The newest of {@code runs/<name>}, {@code runs/<name>-2}, {@code runs/<name>-3} …
     *
     * @param runs the folder of runs, usually {@link #RUNS}
     * @param name the name of the recipe
     * @return the last one in use; {@code runs/<name>} if none is
     * @throws IOException if a folder cannot be read
     */
    public static Path newestOf(Path runs, String name) throws IOException {
        Path newest = runs.resolve(name);
        for (int number = 2; !isUnused(runs.resolve(name + "-" + number)); number++) {
            newest = runs.resolve(name + "-" + number);
        }
        return newest;
    }

    /**
     * The run that a person means.
     *
     * @param runs the folder of runs, usually {@link #RUNS}
     * @param pathOrName the path of a run directory, or the name of one among the runs
     * @throws IllegalArgumentException if there is neither
     */
    public static Path find(Path runs, String pathOrName) {
        Path path = Path.of(pathOrName);
        for (Path candidate : List.of(path, runs.resolve(path))) {
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException(
                "a run must be a run directory or the name of one in " + runs + ", got " + pathOrName);
    }

    /**
     * Starts a new run in a folder that does not exist yet or is empty.
     *
     * @param directory the run directory; folders above it are created
     * @return the directory, locked, with the given configuration not yet written
     * @throws IllegalArgumentException if something is there already, or another process is starting a run there, or
     *     the folder cannot be made
     * @throws IOException if the folder cannot be read
     */
    public static RunDirectory create(Path directory) throws IOException {
        requireUnused(directory);
        try {
            Files.createDirectories(directory);
        } catch (FileSystemException e) {
            throw new IllegalArgumentException(
                    "run directory " + directory + " must be a folder that can be made: " + e.getMessage(), e);
        }
        RunDirectory created = lock(new RunPaths(directory));
        try {
            // Another process may have come and gone between the first look and the lock.
            requireUnused(directory);
            return created;
        } catch (IOException | RuntimeException failure) {
            created.close();
            throw failure;
        }
    }

    /**
     * Takes up an earlier run.
     *
     * @param directory a directory that {@link #create} made and that holds a {@code config.yaml}
     * @return the directory, locked
     * @throws IllegalArgumentException if there is no run, or another process is using it
     * @throws IOException if the directory cannot be read
     */
    public static RunDirectory resume(Path directory) throws IOException {
        RunPaths paths = new RunPaths(directory);
        if (!Files.isRegularFile(paths.config())) {
            throw new IllegalArgumentException(
                    "cannot resume: " + directory + " must be a run directory, but it has no config.yaml");
        }
        return lock(paths);
    }

    /** The files of this run. */
    public RunPaths paths() {
        return paths;
    }

    /**
     * Records the resolved configuration, atomically.
     *
     * @param yaml the whole text of {@code config.yaml}
     * @throws IOException if it cannot be written
     */
    public void writeConfig(String yaml) throws IOException {
        DurableFiles.writeAtomically(paths.config(), yaml);
    }

    /** Lets other processes use the directory again. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static RunDirectory lock(RunPaths paths) throws IOException {
        FileChannel channel = FileChannel.open(
                paths.lock(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean held = false;
        try {
            held = channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            held = false;
        } finally {
            if (!held) {
                channel.close();
            }
        }
        if (!held) {
            throw new IllegalArgumentException("run directory " + paths.root()
                    + " must not be in use by another process, but process " + holder(paths) + " holds it");
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return new RunDirectory(paths, channel);
    }

    private static String holder(RunPaths paths) throws IOException {
        String pid = Files.readString(paths.lock(), StandardCharsets.US_ASCII);
        return pid.isEmpty() ? "(unknown)" : pid;
    }

    private static void requireUnused(Path directory) throws IOException {
        if (!isUnused(directory)) {
            throw new IllegalArgumentException("run directory " + directory
                    + " must be empty or not exist yet, but there is something in it; give another with --run-dir, or"
                    + " continue it with --resume");
        }
    }

    private static boolean isUnused(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return true;
        }
        // A process killed right after taking the lock leaves hidden names at most.
        List<Path> entries = DurableFiles.list(directory);
        return Files.isDirectory(directory)
                && entries.stream()
                        .allMatch(entry -> entry.getFileName().toString().startsWith("."));
    }
}
