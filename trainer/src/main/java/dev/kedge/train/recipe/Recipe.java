package dev.kedge.train.recipe;

import dev.kedge.api.Choice;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.Verifier;
import dev.kedge.config.Catalogues;
import dev.kedge.config.ConfigException;
import dev.kedge.config.Loaded;
import dev.kedge.config.RecipeReader;
import dev.kedge.config.Written;
import dev.kedge.objective.ObjectiveConfig;
import dev.kedge.objective.Preset;
import dev.kedge.task.TaskMaker;
import dev.kedge.tensor.ComputeDevice;
import dev.kedge.text.PromptEncoder;
import dev.kedge.train.policy.StartingPolicy;
import dev.kedge.verifiers.TaskVerifier;
import dev.kedge.verifiers.VerifierPool;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * Everything a training run is made of, as YAML writes it; each part is its component's configuration.
 *
 * @param name names the run directory and the report
 * @param seed the one seed of the run
 * @param device what computes: cpu, cuda, or auto for the best there is
 * @param memory what happens if the run is likely to need more memory than is free
 * @param threads threads of one tensor operation; empty: one for a small model, else the number of processors
 * @param workers parts of a step that are computed side by side, each with its share of the threads
 * @param task where prompts and demonstrations come from
 * @param reward the verifier; {@code task} for the one that the task names
 * @param verification deadlines and threads of the verifiers
 * @param model the policy to start from: {@code new} or {@code directory}
 * @param chat how prompts that are conversations become text
 * @param overlongPrompts what becomes of prompts that leave no room for a completion: refused, or left out
 * @param warmStart supervised learning before the first step
 * @param steps steps of reinforcement learning
 * @param rollout what is sampled in a step
 * @param objective what the updates maximize
 * @param update how a batch of rollouts is turned into updates
 * @param evaluation held-out evaluation
 * @param checkpoint when the run is saved
 */
public record Recipe(
        String name,
        long seed,
        ComputeDevice device,
        MemoryCheck memory,
        OptionalInt threads,
        int workers,
        Choice<TaskMaker> task,
        Choice<Verifier> reward,
        VerifierPool.Config verification,
        Choice<StartingPolicy> model,
        PromptEncoder.Config chat,
        OverlongPrompts overlongPrompts,
        WarmStartConfig warmStart,
        int steps,
        RolloutConfig rollout,
        ObjectiveConfig objective,
        UpdateConfig update,
        EvaluationConfig evaluation,
        CheckpointConfig checkpoint) {

    private static final String DEFAULT_PRESET = "atr-grpo";

    public Recipe {
        if (name.isBlank() || !name.matches("[A-Za-z0-9._-]+")) {
            throw new ConfigException("name", "must be of letters, digits, '.', '_' and '-', got \"" + name + "\"");
        }
        if (steps < 0) {
            throw new ConfigException("steps", "must be >= 0, got " + steps);
        }
        if (threads.isPresent() && threads.getAsInt() < 1) {
            throw new ConfigException("threads", "must be >= 1, got " + threads.getAsInt());
        }
        if (workers < 1) {
            throw new ConfigException("workers", "must be >= 1, got " + workers);
        }
    }

    /**
     * Reads a recipe.
     *
     * @param file YAML
     * @param overrides {@code key.path=value}, in order
     * @return the recipe with the places its settings were written at
     * @throws ConfigException if anything in it is wrong
     */
    public static Loaded<Recipe> read(Path file, List<String> overrides) {
        Catalogues catalogues = RecipeCatalogues.with(ForeignKinds.found());
        return new RecipeReader<>(Recipe.class, catalogues, written -> defaults(written, catalogues))
                .readFile(file, overrides);
    }

    /** What holds where nothing is said. */
    public static Recipe defaults() {
        return defaults(Preset.named(DEFAULT_PRESET), RecipeCatalogues.with(ForeignKinds.none()));
    }

    /** The defaults, with the objective of the preset that is written. */
    private static Recipe defaults(Written written, Catalogues catalogues) {
        return defaults(Preset.named(written.text("objective.preset").orElse(DEFAULT_PRESET)), catalogues);
    }

    private static Recipe defaults(Preset preset, Catalogues catalogues) {
        return new Recipe(
                "run",
                1,
                ComputeDevice.CPU,
                MemoryCheck.REFUSE,
                OptionalInt.empty(),
                1,
                Choice.of(catalogues.of(TaskMaker.class).kind("modular")),
                Choice.of(TaskVerifier.KIND),
                VerifierPool.Config.DEFAULT,
                Choice.of(catalogues.of(StartingPolicy.class).kind("new")),
                PromptEncoder.Config.DEFAULT,
                OverlongPrompts.REFUSE,
                WarmStartConfig.DEFAULT,
                100,
                RolloutConfig.DEFAULT,
                preset.objective(),
                UpdateConfig.DEFAULT,
                EvaluationConfig.DEFAULT,
                CheckpointConfig.DEFAULT);
    }

    /** A builder that begins with {@link #defaults()}. */
    public static Builder builder() {
        return defaults().toBuilder();
    }

    /** A builder that begins with these values. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** A collector of the values of a {@link Recipe}, for those that are set by name. */
    public static final class Builder {

        private String name;
        private long seed;
        private ComputeDevice device;
        private MemoryCheck memory;
        private OptionalInt threads;
        private int workers;
        private Choice<TaskMaker> task;
        private Choice<Verifier> reward;
        private VerifierPool.Config verification;
        private Choice<StartingPolicy> model;
        private PromptEncoder.Config chat;
        private OverlongPrompts overlongPrompts;
        private WarmStartConfig warmStart;
        private int steps;
        private RolloutConfig rollout;
        private ObjectiveConfig objective;
        private UpdateConfig update;
        private EvaluationConfig evaluation;
        private CheckpointConfig checkpoint;

        private Builder(Recipe from) {
            name = from.name();
            seed = from.seed();
            device = from.device();
            memory = from.memory();
            threads = from.threads();
            workers = from.workers();
            task = from.task();
            reward = from.reward();
            verification = from.verification();
            model = from.model();
            chat = from.chat();
            overlongPrompts = from.overlongPrompts();
            warmStart = from.warmStart();
            steps = from.steps();
            rollout = from.rollout();
            objective = from.objective();
            update = from.update();
            evaluation = from.evaluation();
            checkpoint = from.checkpoint();
        }

        /**
         * Sets {@code name}.
         *
         * @param value names the run directory and the report
         */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /**
         * Sets {@code seed}.
         *
         * @param value the one seed of the run
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Sets {@code device}.
         *
         * @param value what computes: cpu, cuda, or auto for the best there is
         */
        public Builder device(ComputeDevice value) {
            device = value;
            return this;
        }

        /**
         * Sets {@code memory}.
         *
         * @param value what happens if the run is likely to need more memory than is free
         */
        public Builder memory(MemoryCheck value) {
            memory = value;
            return this;
        }

        /**
         * Sets {@code threads}.
         *
         * @param value threads of one tensor operation; empty: one for a small model, else the number of processors
         */
        public Builder threads(OptionalInt value) {
            threads = value;
            return this;
        }

        /**
         * Sets {@code workers}.
         *
         * @param value parts of a step that are computed side by side, each with its share of the threads
         */
        public Builder workers(int value) {
            workers = value;
            return this;
        }

        /**
         * Sets {@code task}.
         *
         * @param value where prompts and demonstrations come from
         */
        public Builder task(Choice<TaskMaker> value) {
            task = value;
            return this;
        }

        /**
         * Sets {@code reward}.
         *
         * @param value the verifier; {@code task} for the one that the task names
         */
        public Builder reward(Choice<Verifier> value) {
            reward = value;
            return this;
        }

        /**
         * Sets {@code verification}.
         *
         * @param value deadlines and threads of the verifiers
         */
        public Builder verification(VerifierPool.Config value) {
            verification = value;
            return this;
        }

        /**
         * Sets {@code model}.
         *
         * @param value the policy to start from: {@code new} or {@code directory}
         */
        public Builder model(Choice<StartingPolicy> value) {
            model = value;
            return this;
        }

        /**
         * Sets {@code chat}.
         *
         * @param value how prompts that are conversations become text
         */
        public Builder chat(PromptEncoder.Config value) {
            chat = value;
            return this;
        }

        /**
         * Sets {@code overlongPrompts}.
         *
         * @param value what becomes of prompts that leave no room for a completion: refused, or left out
         */
        public Builder overlongPrompts(OverlongPrompts value) {
            overlongPrompts = value;
            return this;
        }

        /**
         * Sets {@code warmStart}.
         *
         * @param value supervised learning before the first step
         */
        public Builder warmStart(WarmStartConfig value) {
            warmStart = value;
            return this;
        }

        /**
         * Sets {@code steps}.
         *
         * @param value steps of reinforcement learning
         */
        public Builder steps(int value) {
            steps = value;
            return this;
        }

        /**
         * Sets {@code rollout}.
         *
         * @param value what is sampled in a step
         */
        public Builder rollout(RolloutConfig value) {
            rollout = value;
            return this;
        }

        /**
         * Sets {@code objective}.
         *
         * @param value what the updates maximize
         */
        public Builder objective(ObjectiveConfig value) {
            objective = value;
            return this;
        }

        /**
         * Sets {@code update}.
         *
         * @param value how a batch of rollouts is turned into updates
         */
        public Builder update(UpdateConfig value) {
            update = value;
            return this;
        }

        /**
         * Sets {@code evaluation}.
         *
         * @param value held-out evaluation
         */
        public Builder evaluation(EvaluationConfig value) {
            evaluation = value;
            return this;
        }

        /**
         * Sets {@code checkpoint}.
         *
         * @param value when the run is saved
         */
        public Builder checkpoint(CheckpointConfig value) {
            checkpoint = value;
            return this;
        }

        /** The values together, checked. */
        public Recipe build() {
            return new Recipe(
                    name,
                    seed,
                    device,
                    memory,
                    threads,
                    workers,
                    task,
                    reward,
                    verification,
                    model,
                    chat,
                    overlongPrompts,
                    warmStart,
                    steps,
                    rollout,
                    objective,
                    update,
                    evaluation,
                    checkpoint);
        }
    }
}
