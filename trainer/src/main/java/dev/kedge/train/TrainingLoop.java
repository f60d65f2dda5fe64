package dev.kedge.train;

import dev.kedge.internal.metric.Metrics;
import dev.kedge.internal.run.Checkpoint;
import dev.kedge.model.Decoder;
import dev.kedge.optim.AdamW;
import dev.kedge.task.DemonstrationSource;
import dev.kedge.task.Split;
import dev.kedge.tensor.Scope;
import dev.kedge.train.event.Summary;
import dev.kedge.train.event.TrainingEvent;
import dev.kedge.train.event.TrainingEvent.Phase;
import dev.kedge.train.event.TrainingListener;
import dev.kedge.train.internal.card.RunCard;
import dev.kedge.train.internal.record.RunRecord;
import dev.kedge.train.internal.record.TrainerState;
import dev.kedge.train.internal.update.WarmStart;
import dev.kedge.train.policy.Policy;
import dev.kedge.train.policy.ReferencePolicy;
import dev.kedge.train.recipe.Recipe;
import dev.kedge.train.recipe.WarmStartConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The course of a run: warm start, then step after step with the evaluations and checkpoints that are due. What happens
 * is told to listeners, of which the record of the run is the first.
 */
final class TrainingLoop {

    private final RunAssembly parts;
    private final Recipe recipe;
    private final Policy policy;
    private final RunRecord record;
    private final TrainingListener listener;
    private final long started = System.nanoTime();

    /** {@code listener} hears everything, after {@code record} has. */
    TrainingLoop(RunAssembly parts, RunRecord record, TrainingListener listener) {
        this.parts = parts;
        this.recipe = parts.recipe;
        this.policy = parts.policy;
        this.record = record;
        this.listener = TrainingListener.all(List.of(record, listener));
    }

    Summary run() throws IOException {
        for (String warning : parts.warnings()) {
            listener.on(new TrainingEvent.Warning(warning));
        }
        double spentBefore = record.warmStartDone() ? 0 : warmStart();
        return reinforce(spentBefore);
    }

    /** Returns the seconds that earlier processes spent in it. */
    private double warmStart() throws IOException {
        WarmStartConfig config = recipe.warmStart();
        if (config.updates() == 0) {
            return 0;
        }
        DemonstrationSource demonstrations =
                parts.task.demonstrations(Split.TRAIN).orElseThrow();
        Decoder decoder = policy.decoder();
        try (AdamW optimizer =
                new AdamW(decoder.trained().master(), decoder.trained().gradient(), config.adam(), recipe.seed())) {
            WarmStart warmStart = new WarmStart(
                    config,
                    demonstrations,
                    parts.encoder,
                    policy.endToken(),
                    decoder,
                    optimizer,
                    recipe.update().gradientCheckpointing(),
                    recipe.seed());
            TrainerState state = restored(optimizer);
            listener.on(new TrainingEvent.PhaseBegun(Phase.WARM_START, config.updates()));
            for (long update = state.step() + 1; update <= config.updates(); update++) {
                Metrics metrics = warmStart.update(update);
                listener.on(new TrainingEvent.WarmStartUpdate(update, config.updates(), metrics.values()));
                if (update % config.checkpointEvery() == 0 && update < config.updates()) {
                    TrainerState now = TrainerState.initial()
                            .at(update, optimizer.updates(), new TreeMap<>(), state.secondsSpent() + seconds());
                    told(Phase.WARM_START, record.checkpointWarmStart(update, folder -> save(folder, now, optimizer)));
                }
            }
            return state.secondsSpent();
        }
    }

    private Summary reinforce(double spentInWarmStart) throws IOException {
        Decoder decoder = policy.decoder();
        Path root = record.paths().root();
        try (AdamW optimizer = new AdamW(
                        decoder.trained().master(),
                        decoder.trained().gradient(),
                        recipe.update().adam(),
                        recipe.seed());
                ReferencePolicy reference = ReferencePolicy.of(parts.needsReference(), policy.model(), root)) {
            TrainerState state = record.warmStartDone() ? restored(optimizer) : TrainerState.initial();
            parts.learning.resume(state.learned());
            double spentBefore = Math.max(spentInWarmStart, state.secondsSpent());
            if (!record.warmStartDone()) {
                state = evaluated(0, state);
                checkpoint(0, state, optimizer, spentBefore + seconds());
            }
            ReinforcementStep reinforcement = parts.step(optimizer, reference.decoder());
            listener.on(new TrainingEvent.PhaseBegun(Phase.REINFORCEMENT, recipe.steps()));
            LearningWatch learning = new LearningWatch(recipe.rollout().stalledAfter());
            CorrectionWatch corrections = new CorrectionWatch();
            for (long step = state.step() + 1; step <= recipe.steps(); step++) {
                TrainingEvent.Step done = step(step, reinforcement);
                listener.on(done);
                warn(parts.objective.warning());
                warn(corrections.after(step, done.metrics()));
                warn(learning.after(done));
                state = evaluated(step, state);
                if (step % recipe.checkpoint().every() == 0 || step == recipe.steps()) {
                    checkpoint(step, state, optimizer, spentBefore + seconds());
                }
            }
            SortedMap<String, Double> metrics = state.summary();
            metrics.put("time/total_seconds", spentBefore + seconds());
            policy.save(root, recipe.checkpoint().maxShardBytes());
            new RunCard(recipe, policy.model(), parts.files(), record.paths()).write();
            Summary summary = new Summary(root, recipe.steps(), metrics);
            listener.on(new TrainingEvent.Finished(summary));
            return summary;
        }
    }

    private void warn(Optional<String> warning) throws IOException {
        if (warning.isPresent()) {
            listener.on(new TrainingEvent.Warning(warning.get()));
        }
    }

    private static TrainingEvent.Step step(long step, ReinforcementStep reinforcement) {
        long begun = System.nanoTime();
        ReinforcementStep.Result result = reinforcement.run(step);
        result.metrics().value("time/step_seconds", Clock.secondsSince(begun));
        result.metrics().value("memory/resident_bytes", (double) Scope.residentBytes());
        result.metrics().value("memory/live_objects", (double) Scope.liveObjects());
        return new TrainingEvent.Step(step, result.metrics().values(), result.samples());
    }

    private TrainerState evaluated(long step, TrainerState state) throws IOException {
        Optional<TrainingEvent.Evaluated> evaluation = parts.evaluation.after(step);
        if (evaluation.isEmpty()) {
            return state;
        }
        listener.on(evaluation.get());
        return state.evaluated(evaluation.get().metrics());
    }

    private void checkpoint(long step, TrainerState state, AdamW optimizer, double seconds) throws IOException {
        TrainerState now = state.at(step, optimizer.updates(), parts.learning.state(), seconds);
        told(Phase.REINFORCEMENT, record.checkpoint(step, folder -> save(folder, now, optimizer)));
    }

    private void told(Phase phase, Checkpoint checkpoint) throws IOException {
        listener.on(new TrainingEvent.Checkpointed(phase, checkpoint.step(), checkpoint.path()));
    }

    private void save(Path folder, TrainerState state, AdamW optimizer) throws IOException {
        policy.save(folder, recipe.checkpoint().maxShardBytes());
        state.write(folder, policy.decoder(), optimizer);
    }

    private TrainerState restored(AdamW optimizer) throws IOException {
        if (record.newest().isEmpty()) {
            return TrainerState.initial();
        }
        Path checkpoint = record.newest().map(Checkpoint::path).orElseThrow();
        TrainerState state = TrainerState.read(checkpoint);
        state.restore(checkpoint, policy.decoder(), optimizer);
        return state;
    }

    private double seconds() {
        return Clock.secondsSince(started);
    }
}
