package dev.kedge.internal.run;

import dev.kedge.config.SettingPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The destination of a run's metrics: {@code metrics.jsonl} and the TensorBoard event file, which also has the run's
 * configuration, as a text and as hyper-parameters, so that TensorBoard's table of them compares runs.
 */
public final class MetricsRecorder implements AutoCloseable {

    private final MetricsLog log;
    private final TensorBoardWriter tensorBoard;

    private MetricsRecorder(MetricsLog log, TensorBoardWriter tensorBoard) {
        this.log = log;
        this.tensorBoard = tensorBoard;
    }

    /**
     * Starts recording, or goes on behind what is there.
     *
     * @param paths the run
     * @throws IOException if a file cannot be written
     */
    public static MetricsRecorder open(RunPaths paths) throws IOException {
        MetricsLog log = MetricsLog.open(paths.metrics());
        try {
            TensorBoardWriter tensorBoard = TensorBoardWriter.open(paths.root());
            if (tensorBoard.isNew() && Files.isRegularFile(paths.config())) {
                String yaml = Files.readString(paths.config());
                tensorBoard.text(0, EventTag.CONFIG, "```yaml\n" + yaml + "```\n");
                tensorBoard.hyperParameters(SettingPaths.of(yaml));
            }
            return new MetricsRecorder(log, tensorBoard);
        } catch (IOException | RuntimeException failure) {
            log.close();
            throw failure;
        }
    }

    /**
     * Takes both files back to a checkpoint and goes on from there.
     *
     * @param paths the run
     * @param phase the phase the checkpoint belongs to
     * @param step the checkpoint's step in that phase
     * @throws IOException if a file cannot be read or written
     */
    public static MetricsRecorder resume(RunPaths paths, Phase phase, long step) throws IOException {
        MetricsLog.truncateAfter(paths.metrics(), phase, step);
        TensorBoardWriter.truncateAfter(paths.root(), phase, step);
        return open(paths);
    }

    /**
     * Records one line.
     *
     * @param step the step, counted within its phase
     * @param phase the part of the run
     * @param values metric name to value
     * @throws IOException if writing fails
     */
    public void record(long step, Phase phase, Map<String, Double> values) throws IOException {
        log.append(MetricsLine.of(step, phase, values));
        if (!values.isEmpty()) {
            SortedMap<String, Double> tagged = new TreeMap<>();
            values.forEach((name, value) -> tagged.put(EventTag.of(phase, name), value));
            tensorBoard.scalars(step, tagged);
        }
    }

    @Override
    public void close() throws IOException {
        try (log) {
            tensorBoard.close();
        }
    }
}
