package dev.kedge.train.internal.record;

import dev.kedge.evaluation.CompletionLine;
import dev.kedge.internal.run.Checkpoint;
import dev.kedge.internal.run.Checkpoints;
import dev.kedge.internal.run.EvaluationLog;
import dev.kedge.internal.run.MetricsRecorder;
import dev.kedge.internal.run.Phase;
import dev.kedge.internal.run.RolloutLog;
import dev.kedge.internal.run.RunPaths;
import dev.kedge.train.event.Summary;
import dev.kedge.train.event.TrainingEvent;
import dev.kedge.train.event.TrainingListener;
import dev.kedge.train.recipe.CheckpointConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The listener that keeps what a run does: metrics, rollouts, evaluations; and its checkpoints. Opened on a directory
 * that holds an earlier part of the run, it first takes everything back to the newest checkpoint.
 */
public final class RunRecord implements TrainingListener, AutoCloseable {

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

    /**
     * Opens the record of a run, taken back to its newest checkpoint.
     *
     * @param paths of the run directory
     * @param config how many checkpoints are kept
     * @throws IOException if what is there cannot be read or shortened
     */
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

    @Override
    public void warmStart(TrainingEvent.WarmStartUpdate update) throws IOException {
        if (update.update() % WARM_START_LINE_EVERY == 0 || update.update() == update.updates()) {
            metrics.record(update.update(), Phase.WARM_START, update.metrics());
        }
    }

    @Override
    public void step(TrainingEvent.Step step) throws IOException {
        metrics.record(step.step(), Phase.TRAIN, step.metrics());
        rollouts.write(step.step(), step.samples());
    }

    @Override
    public void evaluation(TrainingEvent.Evaluated evaluation) throws IOException {
        List<CompletionLine> completions = new ArrayList<>();
        evaluation.sets().forEach((name, judged) -> completions.addAll(CompletionLine.of(name, judged)));
        evaluations.write(evaluation.step(), completions);
        metrics.record(evaluation.step(), Phase.EVALUATION, evaluation.metrics());
    }

    @Override
    public void finished(TrainingEvent.Finished finished) throws IOException {
        Summary summary = finished.summary();
        metrics.record(summary.steps(), Phase.SUMMARY, summary.metrics());
    }

    /**
     * Takes a checkpoint within the warm start.
     *
     * @param update the last one that is done
     * @param writer writes the files
     */
    public Checkpoint checkpointWarmStart(long update, Checkpoints.Writer writer) throws IOException {
        return warmStart.save(update, writer);
    }

    /**
     * Takes a checkpoint of the reinforcement learning.
     *
     * @param step the last one that is done
     * @param writer writes the files
     */
    public Checkpoint checkpoint(long step, Checkpoints.Writer writer) throws IOException {
        return steps.save(step, writer);
    }

    public RunPaths paths() {
        return paths;
    }

    @Override
    public void close() throws IOException {
        metrics.close();
    }
}
