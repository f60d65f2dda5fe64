package dev.kedge.train;

import dev.kedge.api.About;
import dev.kedge.api.Choice;
import dev.kedge.api.Kind;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verifier;
import dev.kedge.config.ConfigException;
import dev.kedge.objective.ObjectiveConfig;
import dev.kedge.objective.Preset;
import dev.kedge.task.PromptTask;
import dev.kedge.task.Task;
import dev.kedge.task.TaskMaker;
import dev.kedge.tensor.ComputeDevice;
import dev.kedge.text.PromptEncoder;
import dev.kedge.train.event.TrainingListener;
import dev.kedge.train.policy.StartingPolicy;
import dev.kedge.train.recipe.CheckpointConfig;
import dev.kedge.train.recipe.EvaluationConfig;
import dev.kedge.train.recipe.MemoryCheck;
import dev.kedge.train.recipe.OverlongPrompts;
import dev.kedge.train.recipe.Recipe;
import dev.kedge.train.recipe.RolloutConfig;
import dev.kedge.train.recipe.UpdateConfig;
import dev.kedge.train.recipe.WarmStartConfig;
import dev.kedge.verifiers.TaskVerifier;
import dev.kedge.verifiers.VerifierPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of a run as a Java program gives them. Everything that a recipe sets can be set here, and a recipe can
 * fill in all of it at once; what is set later wins. Nothing but model, task and reward has to be set.
 *
 * <p>A task or a verifier that is an object is named in the run's {@code config.yaml} only: such a run is resumed by
 * the program that began it, not by {@code ./kedge train --resume}.
 */
public final class TrainerBuilder {

    /** The kind in config.yaml of what a Java program handed in. */
    private static final String FROM_JAVA = "java";

    private Recipe.Builder settings = Recipe.builder();
    private boolean modelSet;
    private boolean taskSet;
    private Optional<Task> task = Optional.empty();
    private Optional<Verifier> verifier = Optional.empty();
    private final List<TrainingListener> listeners = new ArrayList<>();

    TrainerBuilder() {}

    /**
     * Sets everything.
     *
     * @param recipe for example {@code Recipe.read(file, List.of()).value()}
     */
    public TrainerBuilder recipe(Recipe recipe) {
        settings = recipe.toBuilder();
        modelSet = true;
        taskSet = true;
        task = Optional.empty();
        verifier = Optional.empty();
        return this;
    }

    /**
     * Sets the policy to start from.
     *
     * @param model a directory, or a shape to draw weights for
     */
    public TrainerBuilder model(Model model) {
        return model(model.choice());
    }

    /**
     * Sets the policy to start from.
     *
     * @param model as a recipe names it
     */
    public TrainerBuilder model(Choice<StartingPolicy> model) {
        settings.model(model);
        modelSet = true;
        return this;
    }

    /**
     * Sets where prompts come from.
     *
     * @param prompts any task
     */
    public TrainerBuilder task(Task prompts) {
        settings.task(handedIn(TaskMaker.class, prompts.getClass(), seed -> prompts));
        task = Optional.of(prompts);
        taskSet = true;
        return this;
    }

    /**
     * Sets the prompts; a quarter of them is held out, as {@link PromptTask#of(Iterable)} does it.
     *
     * @param prompts read at once, a few dozen at least
     */
    public TrainerBuilder task(Iterable<Prompt> prompts) {
        return task(PromptTask.of(prompts));
    }

    /**
     * Sets where prompts come from.
     *
     * @param choice as a recipe names it: {@code Tasks.named("addition")}
     */
    public TrainerBuilder task(Choice<TaskMaker> choice) {
        settings.task(choice);
        task = Optional.empty();
        taskSet = true;
        return this;
    }

    /**
     * Sets who judges completions. Without it: the verifier that the task names.
     *
     * @param judge any verifier, called from several threads at once; closed with the trainer
     */
    public TrainerBuilder reward(Verifier judge) {
        settings.reward(handedIn(Verifier.class, judge.getClass(), judge));
        verifier = Optional.of(judge);
        return this;
    }

    /**
     * Sets who judges completions.
     *
     * @param choice as a recipe names it: {@code Verifiers.named("math")}
     */
    public TrainerBuilder reward(Choice<Verifier> choice) {
        settings.reward(choice);
        verifier = Optional.empty();
        return this;
    }

    /** The written form of an object: its class. */
    private record HandedIn(String type) {}

    private static <T> Choice<T> handedIn(Class<T> makes, Class<?> type, T part) {
        About about = About.of("handed in by a program");
        return Choice.of(Kind.of(makes, FROM_JAVA, about, new HandedIn(type.getName()), named -> part));
    }

    /**
     * Sets deadlines and threads of the verifiers.
     *
     * @param bounds on what verifying may cost
     */
    public TrainerBuilder verification(VerifierPool.Config bounds) {
        settings.verification(bounds);
        return this;
    }

    /**
     * Sets how prompts that are conversations become text.
     *
     * @param chat which template, and when it is applied
     */
    public TrainerBuilder chat(PromptEncoder.Config chat) {
        settings.chat(chat);
        return this;
    }

    /**
     * Sets what becomes of prompts that leave no room for a completion. Without it: the trainer is not built.
     *
     * @param overlong refused, or left out
     */
    public TrainerBuilder overlongPrompts(OverlongPrompts overlong) {
        settings.overlongPrompts(overlong);
        return this;
    }

    /**
     * Sets the objective.
     *
     * @param objective for example {@code Preset.named("atr-grpo").objective()}
     */
    public TrainerBuilder objective(ObjectiveConfig objective) {
        settings.objective(objective);
        return this;
    }

    /**
     * Sets the objective to a published algorithm.
     *
     * @param preset its name in docs/algorithms.md, such as {@code dapo}
     */
    public TrainerBuilder objective(String preset) {
        return objective(Preset.named(preset).objective());
    }

    /**
     * Sets how many steps of reinforcement learning there are.
     *
     * @param steps at least 0
     */
    public TrainerBuilder steps(int steps) {
        settings.steps(steps);
        return this;
    }

    /**
     * Sets what is sampled in a step.
     *
     * @param rollout prompts, group size, sampling
     */
    public TrainerBuilder rollout(RolloutConfig rollout) {
        settings.rollout(rollout);
        return this;
    }

    /**
     * Sets how a batch of rollouts is turned into updates.
     *
     * @param update epochs, mini-batches, learning rate
     */
    public TrainerBuilder update(UpdateConfig update) {
        settings.update(update);
        return this;
    }

    /**
     * Sets the supervised learning before the first step. Without it: none.
     *
     * @param warmStart for a task that has demonstrations
     */
    public TrainerBuilder warmStart(WarmStartConfig warmStart) {
        settings.warmStart(warmStart);
        return this;
    }

    /**
     * Sets the evaluation on held-out prompts.
     *
     * @param evaluation how many prompts, how often
     */
    public TrainerBuilder evaluation(EvaluationConfig evaluation) {
        settings.evaluation(evaluation);
        return this;
    }

    /**
     * Sets when the run is saved.
     *
     * @param checkpoint how often, and how many are kept
     */
    public TrainerBuilder checkpoint(CheckpointConfig checkpoint) {
        settings.checkpoint(checkpoint);
        return this;
    }

    /**
     * Sets the one seed of the run.
     *
     * @param seed equal seeds give equal bytes
     */
    public TrainerBuilder seed(long seed) {
        settings.seed(seed);
        return this;
    }

    /**
     * Sets the name of the run, for its report.
     *
     * @param name of letters, digits, dots, hyphens and underscores
     */
    public TrainerBuilder name(String name) {
        settings.name(name);
        return this;
    }

    /**
     * Sets what computes.
     *
     * @param device without it: the central processor
     */
    public TrainerBuilder device(ComputeDevice device) {
        settings.device(device);
        return this;
    }

    /**
     * Sets the threads of one tensor operation. Without it: one for a small model, else one for each processor.
     *
     * @param threads at least 1
     */
    public TrainerBuilder threads(int threads) {
        settings.threads(OptionalInt.of(threads));
        return this;
    }

    /**
     * Sets how many parts of a step are computed side by side. Without it: one.
     *
     * @param workers at least 1; each has its share of the threads
     */
    public TrainerBuilder workers(int workers) {
        settings.workers(workers);
        return this;
    }

    /**
     * Sets what happens if the run is likely to need more memory than is free.
     *
     * @param memory without it: the trainer is not built
     */
    public TrainerBuilder memory(MemoryCheck memory) {
        settings.memory(memory);
        return this;
    }

    /**
     * Adds an observer of the run; may be called several times.
     *
     * @param listener a lambda hears the steps
     */
    public TrainerBuilder listener(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Makes the parts of the run and checks them against each other; nothing is written. Settings of the process, such
     * as libtorch's number of threads, stay as they are.
     *
     * @return a trainer, which the caller closes
     * @throws ConfigException if a setting is missing or wrong: one line that names it as a recipe does
     * @throws IOException if a data file is there and cannot be read
     */
    public Trainer build() throws IOException {
        require(modelSet, "model", "Model.directory(path) or Model.create(shape)");
        require(taskSet, "task", "prompts, a Task or Tasks.named(\"addition\")");
        Recipe recipe = settings.build();
        boolean judgeless = task.isPresent() && task.get().verifierKind().isEmpty();
        boolean ofTask = verifier.isEmpty() && recipe.reward().equals(Choice.of(TaskVerifier.KIND));
        require(!(judgeless && ofTask), "reward", "a Verifier, as the task goes with none");
        RunAssembly parts = RunAssembly.of(recipe, new RunAssembly.Given(task, verifier));
        return new Trainer(parts, TrainingListener.all(listeners));
    }

    private static void require(boolean set, String name, String example) {
        if (!set) {
            throw new ConfigException(name, "must be set, for example to " + example);
        }
    }
}
