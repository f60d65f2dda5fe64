package dev.kedge.internal.run;

import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The destination of a run's metrics: {@code metrics.jsonl} and, for the curves, the TensorBoard event file.
 *
 * <p>In TensorBoard, metrics of the warm start stand under {@code warm_start/} because its steps are counted on their
 * own; the summary line has no place there.
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
            return new MetricsRecorder(log, TensorBoardWriter.open(paths.root()));
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
        if (phase != Phase.SUMMARY && !values.isEmpty()) {
            tensorBoard.scalars(step, tagged(phase, values));
        }
    }

    @Override
    public void close() throws IOException {
        try (log) {
            tensorBoard.close();
        }
    }

    private static SortedMap<String, Double> tagged(Phase phase, Map<String, Double> values) {
        String prefix = Phase.WARM_START.key() + "/";
        SortedMap<String, Double> tagged = new TreeMap<>();
        values.forEach((name, value) ->
                tagged.put(phase == Phase.WARM_START && !name.startsWith(prefix) ? prefix + name : name, value));
        return tagged;
    }
}
