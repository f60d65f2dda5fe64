package dev.kedge.internal.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code evaluations/step-000020.jsonl.gz}: every completion of the evaluations after a step, with its verdict. */
public final class EvaluationLog {

    private final StepFiles files;

    /**
     * The evaluations of a run.
     *
     * @param directory {@code evaluations/}; created with the first of them
     */
    public EvaluationLog(Path directory) {
        this.files = new StepFiles(directory);
    }

    /**
     * Records the evaluations after a step.
     *
     * @param step the training step, 0 before the first
     * @param lines one record per completion; its components are the keys, in snake case
     * @throws IOException if they cannot be written
     */
    public void write(long step, List<? extends Record> lines) throws IOException {
        files.write(step, lines);
    }

    /**
     * The steps after which something was evaluated.
     *
     * @return in order
     * @throws IOException if the folder cannot be read
     */
    public List<Long> steps() throws IOException {
        return files.files().stream().map(StepFiles::stepOf).toList();
    }

    /**
     * What was recorded after a step.
     *
     * @param <R> a record per completion
     * @param step one of {@link #steps}
     * @param type its class
     * @throws IOException if it cannot be read
     */
    public <R extends Record> List<R> read(long step, Class<R> type) throws IOException {
        return StepFiles.read(files.file(step), type);
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
}
