package dev.kedge.internal.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checkpoints of a run, {@code checkpoints/step-N}: each is there as a whole or not at all.
 *
 * <p>A checkpoint is written into {@code .step-N.partial}, brought to disk and renamed; an old one is renamed to
 * {@code .step-N.deleting} before it is deleted, and only after the new one is on disk. So {@code kill -9} at any
 * moment leaves the newest complete checkpoint valid. Hidden names are leftovers; {@link #open} removes them.
 */
public final class Checkpoints {

    private static final Pattern COMPLETE = Pattern.compile("step-(\\d+)");
    private static final Pattern LEFTOVER = Pattern.compile("\\.step-\\d+\\.(partial|deleting)");

    private final Path directory;
    private final int keepLast;

    /** The writer of a checkpoint's content. */
    @FunctionalInterface
    public interface Writer {

        /**
         * Writes all files into a folder that exists and is empty.
         *
         * @param temporaryDirectory where to write; it is renamed afterwards
         * @throws IOException if writing fails; the checkpoint is then not taken
         */
        void writeTo(Path temporaryDirectory) throws IOException;
    }

    private Checkpoints(Path directory, int keepLast) {
        this.directory = directory;
        this.keepLast = keepLast;
    }

    /**
     * Opens the checkpoints of a run for writing and removes what a killed process left unfinished.
     *
     * @param directory {@code checkpoints/}; created if it does not exist
     * @param keepLast how many of the newest checkpoints are kept, at least 1
     * @throws IOException if the folder cannot be read or written
     */
    public static Checkpoints open(Path directory, int keepLast) throws IOException {
        if (keepLast < 1) {
            throw new IllegalArgumentException("keep_last must be at least 1, got " + keepLast);
        }
        Files.createDirectories(directory);
        for (Path entry : DurableFiles.list(directory)) {
            if (LEFTOVER.matcher(entry.getFileName().toString()).matches()) {
                DurableFiles.deleteTree(entry);
            }
        }
        return new Checkpoints(directory, keepLast);
    }

    /**
     * Takes a checkpoint; afterwards it is on disk and at most {@code keepLast} are left.
     *
     * @param step the training step it belongs to; there must be none of this step yet
     * @param writer writes the files
     * @return the new checkpoint
     * @throws IllegalStateException if there is a checkpoint of this step
     * @throws IOException if writing fails; the checkpoints taken before are untouched
     */
    public Checkpoint save(long step, Writer writer) throws IOException {
        Path complete = directory.resolve("step-" + step);
        if (Files.exists(complete)) {
            throw new IllegalStateException("checkpoint " + complete + " exists already");
        }
        Path partial = directory.resolve(".step-" + step + ".partial");
        if (Files.exists(partial)) {
            DurableFiles.deleteTree(partial);
        }
        Files.createDirectory(partial);
        writer.writeTo(partial);
        DurableFiles.syncTree(partial);
        Files.move(partial, complete, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.syncDirectory(directory);
        prune();
        return new Checkpoint(step, complete);
    }

    /**
     * The newest complete checkpoint.
     *
     * @return empty if none was taken
     * @throws IOException if the folder cannot be read
     */
    public Optional<Checkpoint> latest() throws IOException {
        return latest(directory);
    }

    /**
     * The newest complete checkpoint of a run that this process may not be writing.
     *
     * @param directory {@code checkpoints/}; need not exist
     * @return empty if none was taken
     * @throws IOException if the folder cannot be read
     */
    public static Optional<Checkpoint> latest(Path directory) throws IOException {
        List<Checkpoint> complete = complete(directory);
        return complete.isEmpty() ? Optional.empty() : Optional.of(complete.get(complete.size() - 1));
    }

    /**
     * Whether there is a complete checkpoint of a step.
     *
     * @param step the training step
     * @return true if there is one
     */
    public boolean contains(long step) {
        return Files.isDirectory(directory.resolve("step-" + step));
    }

    private void prune() throws IOException {
        List<Checkpoint> complete = complete(directory);
        for (Checkpoint old : complete.subList(0, Math.max(0, complete.size() - keepLast))) {
            Path doomed = directory.resolve(".step-" + old.step() + ".deleting");
            Files.move(old.path(), doomed, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.deleteTree(doomed);
        }
    }

    private static List<Checkpoint> complete(Path directory) throws IOException {
        List<Checkpoint> complete = new ArrayList<>();
        for (Path entry : DurableFiles.list(directory)) {
            Matcher name = COMPLETE.matcher(entry.getFileName().toString());
            if (name.matches() && Files.isDirectory(entry)) {
                complete.add(new Checkpoint(Long.parseLong(name.group(1)), entry));
            }
        }
        complete.sort(Comparator.comparingLong(Checkpoint::step));
        return complete;
    }
}
