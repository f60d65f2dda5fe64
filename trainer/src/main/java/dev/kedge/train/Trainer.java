package dev.kedge.train;

import dev.kedge.api.Verifier;
import dev.kedge.checkpoint.CheckpointRegistry;
import dev.kedge.config.ConfigException;
import dev.kedge.metric.Metrics;
import dev.kedge.model.Decoder;
import dev.kedge.objective.ObjectiveCatalogue;
import dev.kedge.objective.advantage.Advantages;
import dev.kedge.objective.advantage.Requirement;
import dev.kedge.optim.AdamW;
import dev.kedge.reward.UnfitReferences;
import dev.kedge.reward.VerifierCatalogue;
import dev.kedge.run.Checkpoint;
import dev.kedge.run.Progress;
import dev.kedge.run.RunDirectory;
import dev.kedge.sampling.RolloutProducer;
import dev.kedge.sampling.Sampler;
import dev.kedge.task.DataFile;
import dev.kedge.task.DemonstrationSource;
import dev.kedge.task.Split;
import dev.kedge.task.Task;
import dev.kedge.task.TaskCatalogue;
import dev.kedge.tensor.Compute;
import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.Scope;
import dev.kedge.text.PromptEncoder;
import dev.kedge.train.check.MemoryEstimate;
import dev.kedge.train.check.SequenceFit;
import dev.kedge.train.check.StartupWarnings;
import dev.kedge.train.check.ThreadChoice;
import dev.kedge.train.pass.PolicyPass;
import dev.kedge.train.policy.Policy;
import dev.kedge.train.policy.ReferencePolicy;
import dev.kedge.train.policy.StartingPolicy;
import dev.kedge.train.recipe.MemoryCheck;
import dev.kedge.train.recipe.Recipe;
import dev.kedge.train.recipe.RolloutConfig;
import dev.kedge.train.recipe.WarmStartConfig;
import dev.kedge.train.record.RunEvaluation;
import dev.kedge.train.record.RunRecord;
import dev.kedge.train.record.TrainerState;
import dev.kedge.train.rollout.AdvantagePhase;
import dev.kedge.train.rollout.PromptSchedule;
import dev.kedge.train.rollout.RewardPenaltyScores;
import dev.kedge.train.rollout.RolloutPhase;
import dev.kedge.train.update.InnerUpdates;
import dev.kedge.train.update.SteeredObjective;
import dev.kedge.train.update.WarmStart;
import dev.kedge.verifiers.VerifierPool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a recipe: warm start, steps of reinforcement learning, held-out evaluation, and the record of all of it.
 *
 * <p>{@link #of} builds every component and so finds every mistake in the recipe before anything is written.
 * {@link #run} goes on from the newest checkpoint of its run directory, if there is one; a resumed run ends with the
 * same bytes as one that was never stopped.
 */
public final class Trainer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    private final Recipe recipe;
    private final Task task;
    private final Policy policy;
    private final PromptEncoder encoder;
    private final VerifierPool verifiers;
    private final SteeredObjective objective;
    private final Advantages advantages;
    private final RunEvaluation evaluation;
    private final PromptSchedule schedule;
    private final CheckpointRegistry learning = new CheckpointRegistry();
    private final MemoryEstimate memory;
    private final Compute compute;

    private Trainer(
            Recipe recipe,
            Task task,
            Policy policy,
            PromptEncoder encoder,
            VerifierPool verifiers,
            SteeredObjective objective,
            Advantages advantages,
            RunEvaluation evaluation,
            MemoryEstimate memory,
            Compute compute) {
        this.memory = memory;
        this.compute = compute;
        this.recipe = recipe;
        this.task = task;
        this.policy = policy;
        this.encoder = encoder;
        this.verifiers = verifiers;
        this.objective = objective;
        this.advantages = advantages;
        this.evaluation = evaluation;
        this.schedule = PromptSchedule.of(recipe, task.prompts(Split.TRAIN));
        learning.with("prompts.", schedule).with("objective.", objective);
        advantages.register(learning);
    }

    /**
     * Builds the components of a recipe.
     *
     * @param recipe what to run
     * @return a trainer that has written nothing yet; the caller closes it
     * @throws ConfigException if a part cannot be built as the recipe says
     * @throws IOException if a data file is there and cannot be read
     */
    public static Trainer of(Recipe recipe) throws IOException {
        SteeredObjective objective = SteeredObjective.of(recipe.objective());
        Advantages advantages = ObjectiveCatalogue.advantages(recipe.objective());
        requireGroups(recipe, advantages);
        Task task = task(recipe);
        if (recipe.warmStart().updates() > 0 && task.demonstrations(Split.TRAIN).isEmpty()) {
            throw new ConfigException(
                    "warm_start.updates",
                    "must be 0 for a task without demonstrations, got "
                            + recipe.warmStart().updates());
        }
        requireThere(recipe.device());
        VerifierPool verifiers = new VerifierPool(verifier(recipe, task), recipe.verification());
        Compute all = new Compute(recipe.device(), Runtime.getRuntime().availableProcessors());
        try (Compute.Span span = all.open()) {
            StartingPolicy start = StartingPolicy.of(recipe.model());
            MemoryEstimate memory = memory(recipe, start, task, objective, advantages);
            Policy policy = StartingPolicy.blaming(() -> start.create(task.alphabet(), recipe.seed()));
            PromptEncoder encoder = encoder(recipe, task, policy);
            long weights = policy.decoder().parameters().elements();
            Compute compute = all.withThreads(
                    recipe.threads().orElseGet(() -> ThreadChoice.forModel(weights, all.threads())));
            RunEvaluation evaluation = RunEvaluation.of(recipe, task, policy, encoder, verifiers);
            return new Trainer(recipe, task, policy, encoder, verifiers, objective, advantages, evaluation, memory, compute);
        } catch (RuntimeException | IOException e) {
            verifiers.close();
            throw e;
        }
    }

    /** Refuses a run that would not fit, before its weights are read. */
    private static MemoryEstimate memory(
            Recipe recipe, StartingPolicy start, Task task, SteeredObjective objective, Advantages advantages) {
        boolean reference = objective.objective().reference().isPresent()
                || advantages.penalty().isPresent();
        MemoryEstimate estimate =
                MemoryEstimate.of(StartingPolicy.blaming(() -> start.plan(task.alphabet())), recipe, reference);
        boolean here = ComputeDevice.current() == ComputeDevice.CPU;
        if (here && recipe.memory() == MemoryCheck.REFUSE && !estimate.fits()) {
            throw new ConfigException(
                    "memory",
                    "must be warn to start all the same: the run needs " + estimate
                            + "; model.lora, model.weights bfloat16, update.gradient_checkpointing and a smaller"
                            + " update.micro_batch_tokens or rollout.sampling.batch_size take less");
        }
        return estimate;
    }

    private static void requireThere(ComputeDevice device) {
        device.fault().ifPresent(fault -> {
            throw new ConfigException("device", fault);
        });
    }

    private static void requireGroups(Recipe recipe, Advantages advantages) {
        if (recipe.rollout().groupSize() < 2 && advantages.requirements().contains(Requirement.GROUP)) {
            throw new ConfigException(
                    "rollout.group_size",
                    "must be >= 2 with objective.advantage "
                            + recipe.objective().advantage().kind() + " (the advantage of a group of one is 0), got "
                            + recipe.rollout().groupSize());
        }
    }

    private static Task task(Recipe recipe) throws IOException {
        try {
            Task task = TaskCatalogue.create(recipe.task(), recipe.seed());
            task.prompts(Split.TRAIN); // throws if there is none
            task.prompts(recipe.evaluation().split());
            return task;
        } catch (ConfigException e) {
            throw e.atPath("task");
        }
    }

    /** Closes the policy if it does not fit what it is to be given. */
    private static PromptEncoder encoder(Recipe recipe, Task task, Policy policy) {
        try {
            PromptEncoder encoder = PromptEncoder.of(policy.tokenizer(), recipe.chat());
            SequenceFit.check(recipe, task, policy, encoder);
            return encoder;
        } catch (ConfigException e) {
            policy.close();
            throw e;
        } catch (IllegalArgumentException e) {
            policy.close();
            throw new ConfigException("chat", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            policy.close();
            throw e;
        }
    }

    /** The recipe's verifier; {@code task} stands for the one that the task names. */
    private static Verifier verifier(Recipe recipe, Task task) {
        try {
            Verifier verifier = VerifierCatalogue.create(recipe.reward(), task.verifierKind());
            UnfitReferences.of(verifier, task).warning().ifPresent(LOG::warn);
            return verifier;
        } catch (ConfigException e) {
            throw e.atPath("reward");
        }
    }

    /**
     * What a person should know before the run starts.
     *
     * @return one line each, none in the usual case
     */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(StartupWarnings.of(recipe, objective.objective()));
        if (!memory.fits()) {
            warnings.add("this may not fit into memory");
        }
        return warnings;
    }

    /**
     * How much main memory the run is expected to need.
     *
     * @return a phrase such as {@code about 9.1 GiB of memory, and 20.3 GiB of 23.4 are free (weights 2.2, …)}
     */
    public String memory() {
        return memory.toString();
    }

    /**
     * The files that prompts are read from.
     *
     * @return those of the task and of further data sets to evaluate
     */
    public List<DataFile> dataFiles() {
        return Stream.concat(task.files().stream(), evaluation.files().stream()).toList();
    }

    /**
     * Runs the recipe to its end.
     *
     * @param directory a new run, or one to go on with
     * @param progress what a person sees
     * @return the summary: the last line of metrics.jsonl
     * @throws IOException if the run cannot be recorded
     */
    public SortedMap<String, Double> run(RunDirectory directory, Progress progress) throws IOException {
        long started = System.nanoTime();
        try (Compute.Span span = compute.open();
                RunRecord record = RunRecord.open(directory.paths(), recipe.checkpoint())) {
            double spentBefore = 0;
            if (!record.warmStartDone()) {
                spentBefore = warmStart(record, progress, started);
            }
            return reinforce(record, progress, started, spentBefore);
        }
    }

    private double warmStart(RunRecord record, Progress progress, long started) throws IOException {
        WarmStartConfig config = recipe.warmStart();
        if (config.updates() == 0) {
            return 0;
        }
        DemonstrationSource demonstrations = task.demonstrations(Split.TRAIN).orElseThrow();
        Decoder decoder = policy.decoder();
        try (AdamW optimizer =
                new AdamW(decoder.trained().master(), decoder.trained().gradient(), config.adam(), recipe.seed())) {
            WarmStart warmStart = new WarmStart(
                    config,
                    demonstrations,
                    encoder,
                    policy.endToken(),
                    decoder,
                    optimizer,
                    recipe.update().gradientCheckpointing(),
                    recipe.seed());
            TrainerState state = restored(record, optimizer);
            progress.phase("warm start", config.updates());
            for (long update = state.step() + 1; update <= config.updates(); update++) {
                Metrics metrics = warmStart.update(update);
                record.warmStart(update, metrics, update == config.updates());
                progress.advance(update, note(metrics.values(), "warm_start/loss", "loss"));
                if (update % config.checkpointEvery() == 0 && update < config.updates()) {
                    TrainerState now = new TrainerState(
                            update,
                            optimizer.updates(),
                            new TreeMap<>(),
                            new TreeMap<>(),
                            new TreeMap<>(),
                            state.secondsSpent() + Clock.secondsSince(started));
                    record.checkpointWarmStart(update, folder -> save(folder, now, optimizer));
                }
            }
            return state.secondsSpent();
        }
    }

    private SortedMap<String, Double> reinforce(
            RunRecord record, Progress progress, long started, double spentInWarmStart) throws IOException {
        Decoder decoder = policy.decoder();
        try (AdamW optimizer = new AdamW(
                        decoder.trained().master(),
                        decoder.trained().gradient(),
                        recipe.update().adam(),
                        recipe.seed());
                ReferencePolicy reference = ReferencePolicy.of(
                        needsReference(), policy.model(), record.paths().root())) {
            TrainerState state = record.warmStartDone() ? restored(record, optimizer) : TrainerState.initial();
            learning.resume(state.learned());
            double spentBefore = Math.max(spentInWarmStart, state.secondsSpent());
            if (!record.warmStartDone()) {
                state = evaluation.run(0, record, progress, state);
                checkpoint(0, record, state, optimizer, spentBefore + Clock.secondsSince(started));
            }
            ReinforcementStep reinforcement = step(optimizer, reference.decoder());
            progress.phase("reinforcement learning", recipe.steps());
            for (long step = state.step() + 1; step <= recipe.steps(); step++) {
                long stepStarted = System.nanoTime();
                ReinforcementStep.Result result = reinforcement.run(step);
                result.metrics().value("time/step_seconds", Clock.secondsSince(stepStarted));
                result.metrics().value("memory/resident_bytes", (double) Scope.residentBytes());
                result.metrics().value("memory/live_objects", (double) Scope.liveObjects());
                record.step(step, result.metrics(), result.groups(), result.advantages());
                progress.advance(step, stepNote(result.metrics().values()));
                state = evaluation.run(step, record, progress, state);
                if (step % recipe.checkpoint().every() == 0 || step == recipe.steps()) {
                    checkpoint(step, record, state, optimizer, spentBefore + Clock.secondsSince(started));
                }
            }
            SortedMap<String, Double> summary = state.summary();
            summary.put("time/total_seconds", spentBefore + Clock.secondsSince(started));
            policy.save(record.paths().root(), recipe.checkpoint().maxShardBytes());
            record.summary(recipe.steps(), summary);
            return summary;
        }
    }

    private boolean needsReference() {
        return objective.objective().reference().isPresent()
                || advantages.penalty().isPresent();
    }

    private RolloutProducer producer(Sampler.Config sampling) {
        return new RolloutProducer(encoder, new Sampler(policy.decoder(), policy.endTokens(), sampling), verifiers);
    }

    private ReinforcementStep step(AdamW optimizer, Optional<Decoder> reference) {
        RolloutConfig rollout = recipe.rollout();
        return new ReinforcementStep(
                schedule,
                new RolloutPhase(
                        producer(rollout.sampling()),
                        needs(Requirement.GREEDY_REWARD)
                                .map(yes -> producer(rollout.sampling().greedy())),
                        rollout.groupSize(),
                        recipe.seed()),
                advantagePhase(reference),
                new InnerUpdates(
                        recipe.update(),
                        objective,
                        policy.decoder(),
                        reference.filter(
                                frozen -> objective.objective().reference().isPresent()),
                        optimizer,
                        rollout.sampling().temperature(),
                        recipe.steps(),
                        recipe.seed()));
    }

    private AdvantagePhase advantagePhase(Optional<Decoder> reference) {
        double temperature = recipe.rollout().sampling().temperature();
        int tokens = recipe.update().microBatchTokens();
        PolicyPass pass = new PolicyPass(policy.decoder(), temperature);
        return new AdvantagePhase(
                advantages.estimator(),
                advantages
                        .penalty()
                        .map(penalty -> new RewardPenaltyScores(
                                penalty, pass, new PolicyPass(reference.orElseThrow(), temperature), tokens)),
                needs(Requirement.TOKEN_ENERGIES).map(yes -> sequences -> pass.energies(sequences, tokens)));
    }

    private Optional<Requirement> needs(Requirement requirement) {
        return Optional.of(requirement).filter(advantages.requirements()::contains);
    }

    private void checkpoint(long step, RunRecord record, TrainerState state, AdamW optimizer, double seconds)
            throws IOException {
        TrainerState now = state.at(
                step, optimizer.updates(), learning.state(), seconds);
        record.checkpoint(step, folder -> save(folder, now, optimizer));
    }

    private void save(Path folder, TrainerState state, AdamW optimizer) throws IOException {
        policy.save(folder, recipe.checkpoint().maxShardBytes());
        state.write(folder, policy.decoder(), optimizer);
    }

    private TrainerState restored(RunRecord record, AdamW optimizer) throws IOException {
        if (record.newest().isEmpty()) {
            return TrainerState.initial();
        }
        Path checkpoint = record.newest().map(Checkpoint::path).orElseThrow();
        TrainerState state = TrainerState.read(checkpoint);
        state.restore(checkpoint, policy.decoder(), optimizer);
        return state;
    }

    private static String stepNote(Map<String, Double> values) {
        return note(values, "rollout/reward_mean", "reward") + "  " + note(values, "update/entropy", "entropy") + "  "
                + note(values, "update/clip_fraction", "clipped") + "  " + note(values, "update/kl3", "kl3");
    }

    private static String note(Map<String, Double> values, String metric, String label) {
        return values.containsKey(metric) ? String.format(Locale.ROOT, "%s %.4f", label, values.get(metric)) : "";
    }

    /** Releases the policy and the verifiers. */
    @Override
    public void close() {
        evaluation.close();
        verifiers.close();
        policy.close();
    }
}
