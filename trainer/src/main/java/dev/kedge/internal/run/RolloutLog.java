package dev.kedge.internal.run;

import dev.kedge.rollout.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code rollouts/step-000003.jsonl.gz}: everything sampled in a step, one {@link RolloutLine} per line. A file is
 * there as a whole or not at all, and two equal steps give equal bytes.
 */
public final class RolloutLog {

    private final StepFiles files;

    /**
     * The rollouts of a run.
     *
     * @param directory {@code rollouts/}; created with the first step
     */
    public RolloutLog(Path directory) {
        this.files = new StepFiles(directory);
    }

    /**
     * Records a step.
     *
     * @param step the training step
     * @param samples those of the step, with their advantages
     * @throws IOException if it cannot be written
     */
    public Path write(long step, List<Sample> samples) throws IOException {
        return files.write(step, samples.stream().map(RolloutLine::of).toList());
    }

    /**
     * The files of all recorded steps.
     *
     * @return in order of steps
     * @throws IOException if the folder cannot be read
     */
    public List<Path> files() throws IOException {
        return files.files();
    }

    /**
     * Takes the log back to a checkpoint.
     *
     * @param step the checkpoint's step; files of later steps are deleted
     * @throws IOException if a file cannot be deleted
     */
    public void removeAfter(long step) throws IOException {
        files.removeAfter(step);
    }

    /**
     * The step of a file of this log.
     *
     * @param file one of {@link #files}
     */
    public static long stepOf(Path file) {
        return StepFiles.stepOf(file);
    }

    /**
     * Reads a file of this log.
     *
     * @param file one of {@link #files}
     * @return its lines in order
     * @throws IOException if it cannot be read
     */
    public static List<RolloutLine> read(Path file) throws IOException {
        return StepFiles.read(file, RolloutLine.class);
    }
}
