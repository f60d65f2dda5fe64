package dev.kedge.train.record;

import dev.kedge.evaluation.CompletionLine;
import dev.kedge.metric.Metrics;
import dev.kedge.objective.advantage.Advantage;
import dev.kedge.rollout.RolloutGroup;
import dev.kedge.run.Checkpoint;
import dev.kedge.run.Checkpoints;
import dev.kedge.run.EvaluationLog;
import dev.kedge.run.MetricsRecorder;
import dev.kedge.run.Phase;
import dev.kedge.run.RolloutLog;
import dev.kedge.run.RunPaths;
import dev.kedge.train.recipe.CheckpointConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a run while it goes on: metrics, rollouts, checkpoints. Opened on a directory that holds an earlier
 * part of the run, it first takes everything back to the newest checkpoint.
 */
public final class RunRecord implements AutoCloseable {

    /** How often the warm start, whose updates are many and alike, leaves a line of metrics. */
    private static final int WARM_START_LINE_EVERY = 10;

    private final RunPaths paths;
    private final MetricsRecorder metrics;
    private final RolloutLog rollouts;
    private final EvaluationLog evaluations;
    private final Checkpoints steps;
    private final Checkpoints warmStart;
    private final Optional<Checkpoint> newest;
    private final boolean warmStartDone;

    private RunRecord(
            RunPaths paths,
            MetricsRecorder metrics,
            RolloutLog rollouts,
            EvaluationLog evaluations,
            Checkpoints steps,
            Checkpoints warmStart,
            Optional<Checkpoint> newest,
            boolean warmStartDone) {
        this.paths = paths;
        this.metrics = metrics;
        this.rollouts = rollouts;
        this.evaluations = evaluations;
        this.steps = steps;
        this.warmStart = warmStart;
        this.newest = newest;
        this.warmStartDone = warmStartDone;
    }

    public static RunRecord open(RunPaths paths, CheckpointConfig config) throws IOException {
        Checkpoints steps = Checkpoints.open(paths.checkpoints(), config.keepLast());
        Checkpoints warmStart = Checkpoints.open(warmStartDirectory(paths), 1);
        Optional<Checkpoint> step = steps.latest();
        Optional<Checkpoint> newest = step.isPresent() ? step : warmStart.latest();
        Phase phase = step.isPresent() ? Phase.TRAIN : Phase.WARM_START;
        long number = newest.map(Checkpoint::step).orElse(0L);
        RolloutLog rollouts = new RolloutLog(paths.rollouts());
        rollouts.removeAfter(step.map(Checkpoint::step).orElse(0L));
        EvaluationLog evaluations = new EvaluationLog(paths.evaluations());
        evaluations.removeAfter(step.map(Checkpoint::step).orElse(-1L)); // the first evaluation is of step 0
        return new RunRecord(
                paths,
                MetricsRecorder.resume(paths, phase, number),
                rollouts,
                evaluations,
                steps,
                warmStart,
                newest,
                step.isPresent());
    }

    private static Path warmStartDirectory(RunPaths paths) {
        return paths.root().resolve("warm_start");
    }

    /** Where to go on; empty for a run that has no checkpoint yet. */
    public Optional<Checkpoint> newest() {
        return newest;
    }

    /** Whether the newest checkpoint is of a step, not of the warm start. */
    public boolean warmStartDone() {
        return warmStartDone;
    }

    public void warmStart(long update, Metrics measured, boolean last) throws IOException {
        if (update % WARM_START_LINE_EVERY == 0 || last) {
            metrics.record(update, Phase.WARM_START, measured.values());
        }
    }

    public void step(long step, Metrics measured, List<RolloutGroup> groups, List<List<Advantage>> advantages)
            throws IOException {
        metrics.record(step, Phase.TRAIN, measured.values());
        rollouts.write(
                step,
                groups,
                advantages.stream()
                        .map(group ->
                                group.stream().mapToDouble(Advantage::mean).toArray())
                        .toList());
    }

    void evaluation(long step, Map<String, Double> values, List<CompletionLine> completions) throws IOException {
        evaluations.write(step, completions);
        metrics.record(step, Phase.EVALUATION, values);
    }

    public void summary(long step, Map<String, Double> values) throws IOException {
        metrics.record(step, Phase.SUMMARY, values);
    }

    public void checkpointWarmStart(long update, Checkpoints.Writer writer) throws IOException {
        warmStart.save(update, writer);
    }

    public void checkpoint(long step, Checkpoints.Writer writer) throws IOException {
        steps.save(step, writer);
    }

    public RunPaths paths() {
        return paths;
    }

    @Override
    public void close() throws IOException {
        metrics.close();
    }
}
