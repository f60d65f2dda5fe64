package dev.kedge.train.recipe;

import dev.kedge.config.Choice;
import dev.kedge.config.ConfigException;
import dev.kedge.config.Loaded;
import dev.kedge.config.RecipeReader;
import dev.kedge.config.Written;
import dev.kedge.objective.ObjectiveConfig;
import dev.kedge.objective.Preset;
import dev.kedge.tensor.ComputeDevice;
import dev.kedge.text.PromptEncoder;
import dev.kedge.verifiers.VerifierPool;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * Everything a training run is made of, as a YAML file writes it. Each part is the configuration of the component it
 * belongs to.
 *
 * @param name names the run directory and the report
 * @param seed the one seed of the run
 * @param device what computes: cpu, cuda, or auto for the best there is
 * @param memory what happens if the run is likely to need more memory than is free
 * @param threads threads of one tensor operation; empty: one for a small model, else the number of processors
 * @param task where prompts and demonstrations come from
 * @param reward the verifier; {@code task} for the one that the task names
 * @param verification deadlines and threads of the verifiers
 * @param model the policy to start from: {@code new} or {@code directory}
 * @param chat how prompts that are conversations become text
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
        Choice task,
        Choice reward,
        VerifierPool.Config verification,
        Choice model,
        PromptEncoder.Config chat,
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
        return new RecipeReader<>(Recipe.class, Recipe::defaults).readFile(file, overrides);
    }

    /** The defaults, with the objective of the preset that is written. */
    private static Recipe defaults(Written written) {
        Preset preset = Preset.named(written.text("objective.preset").orElse(DEFAULT_PRESET));
        return new Recipe(
                "run",
                1,
                ComputeDevice.CPU,
                MemoryCheck.REFUSE,
                OptionalInt.empty(),
                Choice.of("modular"),
                Choice.of("task"),
                VerifierPool.Config.DEFAULT,
                Choice.of("new"),
                PromptEncoder.Config.DEFAULT,
                WarmStartConfig.DEFAULT,
                100,
                RolloutConfig.DEFAULT,
                preset.objective(),
                UpdateConfig.DEFAULT,
                EvaluationConfig.DEFAULT,
                CheckpointConfig.DEFAULT);
    }
}
