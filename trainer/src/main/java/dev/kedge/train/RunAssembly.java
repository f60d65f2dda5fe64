package dev.kedge.train;

import dev.kedge.api.Verifier;
import dev.kedge.checkpoint.CheckpointRegistry;
import dev.kedge.config.ConfigException;
import dev.kedge.model.Decoder;
import dev.kedge.objective.ObjectiveCatalogue;
import dev.kedge.objective.advantage.Advantages;
import dev.kedge.objective.advantage.Requirement;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.schedule.ThresholdController.Measure;
import dev.kedge.optim.AdamW;
import dev.kedge.rollout.RolloutProducer;
import dev.kedge.sampling.Sampler;
import dev.kedge.task.DataFile;
import dev.kedge.task.SelectedTask;
import dev.kedge.task.Split;
import dev.kedge.task.Task;
import dev.kedge.task.TaskMaker;
import dev.kedge.task.TaskReward;
import dev.kedge.task.UnfitReferences;
import dev.kedge.tensor.Compute;
import dev.kedge.tensor.ComputeDevice;
import dev.kedge.tensor.Workers;
import dev.kedge.text.PromptEncoder;
import dev.kedge.text.TokenizerDifference;
import dev.kedge.train.internal.check.MemoryEstimate;
import dev.kedge.train.internal.check.SequenceFit;
import dev.kedge.train.internal.check.StartupWarnings;
import dev.kedge.train.internal.check.ThreadChoice;
import dev.kedge.train.internal.pass.BatchLayout;
import dev.kedge.train.internal.pass.PolicyPass;
import dev.kedge.train.internal.record.PromptRoom;
import dev.kedge.train.internal.record.RunEvaluation;
import dev.kedge.train.internal.rollout.AdvantagePhase;
import dev.kedge.train.internal.rollout.PromptSchedule;
import dev.kedge.train.internal.rollout.RewardPenaltyScores;
import dev.kedge.train.internal.rollout.RolloutPhase;
import dev.kedge.train.internal.update.InnerUpdates;
import dev.kedge.train.internal.update.Learners;
import dev.kedge.train.internal.update.SteeredObjective;
import dev.kedge.train.policy.Policy;
import dev.kedge.train.policy.StartingPolicy;
import dev.kedge.train.recipe.MemoryCheck;
import dev.kedge.train.recipe.Recipe;
import dev.kedge.train.recipe.RolloutConfig;
import dev.kedge.train.recipe.TrainedDistribution;
import dev.kedge.verifiers.VerifierPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parts of a run: made from its settings, checked against each other before anything is written, and closed
 * together. If one of them cannot be made, those before it are closed.
 */
final class RunAssembly implements AutoCloseable {

    /**
     * Parts that a Java program hands in, in place of what the recipe names.
     *
     * @param task where prompts come from
     * @param verifier who judges; closed with the run
     */
    record Given(Optional<Task> task, Optional<Verifier> verifier) {}

    final Recipe recipe;
    final Compute compute;
    final Task task;
    final Policy policy;
    final PromptEncoder encoder;
    final SteeredObjective objective;
    final Advantages advantages;
    final Workers workers;
    final PromptSchedule schedule;
    final RunEvaluation evaluation;
    /** What is learned beside the weights. */
    final CheckpointRegistry learning = new CheckpointRegistry();

    private final Owned owned;
    private final Learners learners;
    private final VerifierPool verifiers;
    private final MemoryEstimate memory;
    private final List<String> warnings = new ArrayList<>();

    private RunAssembly(Recipe recipe, Given given, Compute available, Owned owned) throws IOException {
        this.recipe = recipe;
        this.owned = owned;
        Optional<VerifierPool> handedIn = given.verifier().map(this::pool); // closed whatever comes after
        objective = SteeredObjective.of(recipe.objective());
        advantages = ObjectiveCatalogue.advantages(recipe.objective());
        requireGroups();
        requireMeasurement();
        requireComparison();
        Task whole = task(given);
        requireDemonstrations(whole);
        Verifier verifier = verifier(given, whole);
        verifiers = handedIn.orElseGet(() -> pool(verifier));
        UnfitReferences.of(verifier, whole).warning().ifPresent(warnings::add);
        StartingPolicy start = StartingPolicy.of(recipe.model());
        memory = memory(start, whole);
        policy = StartingPolicy.blaming(() -> start.create(whole.alphabet(), recipe.seed()));
        owned.add(policy::close);
        policy.tokenizer().difference().map(TokenizerDifference::toString).ifPresent(warnings::add);
        requireSharablePrompts();
        compute = available.withThreads(recipe.threads()
                .orElseGet(() ->
                        ThreadChoice.forModel(policy.decoder().parameters().elements(), available.threads())));
        workers = Workers.of(recipe.workers(), compute);
        owned.add(workers::close);
        learners = Learners.of(policy.decoder(), workers);
        owned.add(learners::close);
        encoder = encoder();
        PromptRoom room = new PromptRoom(encoder, policy.decoder().config().maxPositions(), recipe.overlongPrompts());
        task = fitting(whole, room);
        SequenceFit fit = SequenceFit.check(recipe, task, policy, encoder);
        evaluation = RunEvaluation.of(recipe, task, policy, room, verifiers, workers);
        owned.add(evaluation::close);
        evaluation.sets().forEach(fit::heldOut);
        schedule = PromptSchedule.of(recipe, task.prompts(Split.TRAIN));
        learning.with("prompts.", schedule).with("objective.", objective);
        advantages.register(learning);
        warnings.addAll(evaluation.warnings());
        warnings.addAll(0, StartupWarnings.of(recipe, objective.objective()));
        if (!memory.fits()) {
            warnings.add("this may not fit into memory");
        }
    }

    /**
     * Makes the parts; throws a {@link ConfigException} if one of them cannot be as the recipe says, and an
     * {@link IOException} if a data file is there and cannot be read.
     */
    static RunAssembly of(Recipe recipe, Given given) throws IOException {
        recipe.device().fault().ifPresent(fault -> {
            throw new ConfigException("device", fault);
        });
        Compute available = new Compute(recipe.device(), Runtime.getRuntime().availableProcessors());
        Owned owned = new Owned();
        try (Compute.Span span = available.open()) {
            return new RunAssembly(recipe, given, available, owned);
        } catch (Throwable failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    private VerifierPool pool(Verifier verifier) {
        VerifierPool pool = new VerifierPool(verifier, recipe.verification());
        owned.add(pool::close);
        return pool;
    }

    private void requireGroups() {
        if (recipe.rollout().groupSize() < 2 && advantages.requirements().contains(Requirement.GROUP)) {
            throw new ConfigException(
                    "rollout.group_size",
                    "must be >= 2 with objective.advantage "
                            + recipe.objective().advantage().name() + " (the advantage of a group of one is 0), got "
                            + recipe.rollout().groupSize());
        }
    }

    private void requireMeasurement() {
        if (objective.measure().equals(Optional.of(Measure.EXACT))
                && recipe.update().exactTokens() == 0) {
            throw new ConfigException(
                    "objective.controller.of",
                    "must be kl3 where nothing is measured exactly (update.exact_tokens is 0), got exact");
        }
    }

    /** What texts begin with alike can be read once only where it means the same in each of them. */
    private void requireSharablePrompts() {
        if (policy.decoder().config().rope().dependsOnLength()) {
            requireUnshared("update.shared_prompts", recipe.update().sharedPrompts());
            requireUnshared(
                    "rollout.sampling.shared_prefixes",
                    recipe.rollout().sampling().sharedPrefixes());
        }
    }

    private static void requireUnshared(String setting, boolean shared) {
        if (shared) {
            throw new ConfigException(
                    setting,
                    "must be false with this model: its positions (longrope) depend on the length of the whole text, "
                            + "got true");
        }
    }

    /** Refilling replaces groups of equal verdicts, so these must be the ones that teach nothing. */
    private void requireComparison() {
        if (recipe.rollout().refill() == 0) {
            return;
        }
        if (!advantages.requirements().contains(Requirement.GROUP)) {
            throw new ConfigException(
                    "rollout.refill",
                    "must be 0 with objective.advantage "
                            + recipe.objective().advantage().name()
                            + ", which learns from groups of equal verdicts too, got "
                            + recipe.rollout().refill());
        }
        if (advantages.penalty().isPresent()) {
            throw new ConfigException(
                    "rollout.refill",
                    "must be 0 with objective.reward_penalty, which makes equal verdicts differ, got "
                            + recipe.rollout().refill());
        }
    }

    private Task task(Given given) throws IOException {
        try {
            Task made = given.task().isPresent() ? given.task().get() : TaskMaker.chosen(recipe.task(), recipe.seed());
            made.prompts(Split.TRAIN); // throws if there is none
            made.prompts(recipe.evaluation().split());
            return made;
        } catch (ConfigException e) {
            throw e.atPath("task");
        }
    }

    /** The task without prompts that are too long, where these are left out. */
    private Task fitting(Task whole, PromptRoom room) {
        SelectedTask.LeftOut leftOut = new SelectedTask.LeftOut();
        int newTokens = recipe.rollout().sampling().maxNewTokens();
        Task fitting = room.within(whole, newTokens, leftOut);
        room.warning(leftOut, newTokens).ifPresent(warnings::add);
        try {
            fitting.prompts(Split.TRAIN); // throws if none is left
            fitting.prompts(recipe.evaluation().split());
        } catch (ConfigException e) {
            throw e.atPath("task");
        }
        return fitting;
    }

    private void requireDemonstrations(Task task) {
        if (recipe.warmStart().updates() > 0 && task.demonstrations(Split.TRAIN).isEmpty()) {
            throw new ConfigException(
                    "warm_start.updates",
                    "must be 0 for a task without demonstrations, got "
                            + recipe.warmStart().updates());
        }
    }

    /** The recipe's verifier; {@code task} stands for the one that the task names. */
    private Verifier verifier(Given given, Task task) {
        if (given.verifier().isPresent()) {
            return given.verifier().get();
        }
        try {
            return TaskReward.create(recipe.reward(), task);
        } catch (ConfigException e) {
            throw e.atPath("reward");
        }
    }

    /** Refuses a run that would not fit, before its weights are read. */
    private MemoryEstimate memory(StartingPolicy start, Task task) {
        MemoryEstimate estimate =
                MemoryEstimate.of(StartingPolicy.blaming(() -> start.plan(task.alphabet())), recipe, needsReference());
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

    private PromptEncoder encoder() {
        try {
            return PromptEncoder.of(policy.tokenizer(), recipe.chat());
        } catch (ConfigException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ConfigException("chat", String.valueOf(e.getMessage()));
        }
    }

    /** One line each, none in the usual case. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** What the run is expected to need. */
    MemoryEstimate memory() {
        return memory;
    }

    /** The files of the task and of further data sets to evaluate. */
    List<DataFile> files() {
        return Stream.concat(task.files().stream(), evaluation.files().stream()).toList();
    }

    /** Whether a frozen policy is pulled towards. */
    boolean needsReference() {
        return objective.objective().needs().contains(Quantity.REFERENCE_LOGPROBS)
                || advantages.penalty().isPresent();
    }

    /** The step, with the optimizer of its updates and the frozen policy where there is one. */
    ReinforcementStep step(AdamW optimizer, Optional<Decoder> reference) {
        RolloutConfig rollout = recipe.rollout();
        return new ReinforcementStep(
                schedule,
                new RolloutPhase(
                        new RolloutProducer(encoder, rolloutSampler(rollout.sampling()), verifiers),
                        needs(Requirement.GREEDY_REWARD)
                                .map(yes -> producer(rollout.sampling().greedy())),
                        rollout,
                        recipe.seed()),
                advantagePhase(reference),
                new InnerUpdates(
                        recipe.update(),
                        objective,
                        learners,
                        reference.filter(frozen -> objective.objective().needs().contains(Quantity.REFERENCE_LOGPROBS)),
                        optimizer,
                        rollout.sampling().temperature(),
                        recipe.steps(),
                        recipe.seed()));
    }

    private RolloutProducer producer(Sampler.Config sampling) {
        return new RolloutProducer(encoder, sampler(sampling), verifiers);
    }

    /** Keeps what the updates need to know of the distributions that were sampled from. */
    private Sampler rolloutSampler(Sampler.Config sampling) {
        Sampler sampler = sampler(sampling);
        return recipe.update().distribution() == TrainedDistribution.SAMPLED ? sampler.keepingDistribution() : sampler;
    }

    private Sampler sampler(Sampler.Config sampling) {
        return new Sampler(policy.decoder(), policy.endTokens(), sampling, policy.tokenizer()).withWorkers(workers);
    }

    private AdvantagePhase advantagePhase(Optional<Decoder> reference) {
        int tokens = recipe.update().microBatchTokens();
        PolicyPass pass = pass(policy.decoder());
        return new AdvantagePhase(
                advantages.estimator(),
                advantages
                        .penalty()
                        .map(penalty -> new RewardPenaltyScores(penalty, pass, pass(reference.orElseThrow()), tokens)),
                needs(Requirement.TOKEN_ENERGIES).map(yes -> sequences -> pass.energies(sequences, tokens)));
    }

    private PolicyPass pass(Decoder decoder) {
        return new PolicyPass(decoder, recipe.rollout().sampling().temperature(), false, BatchLayout.ROWS, workers);
    }

    private Optional<Requirement> needs(Requirement requirement) {
        return Optional.of(requirement).filter(advantages.requirements()::contains);
    }

    @Override
    public void close() {
        owned.close();
    }
}
