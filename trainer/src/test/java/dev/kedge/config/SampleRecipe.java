package dev.kedge.config;

import dev.kedge.api.Choice;
import dev.kedge.api.Formerly;
import dev.kedge.api.SettingException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A configuration with one component of every kind that recipes know. */
record SampleRecipe(
        String name,
        long seed,
        int stepCount,
        double learningRate,
        boolean shuffle,
        Color color,
        Duration verifierTimeout,
        Path model,
        Optional<String> note,
        OptionalInt limit,
        List<Integer> endTokens,
        Map<String, Double> rewardWeights,
        Choice<Sample> task,
        List<Choice<Sample>> verifiers,
        Objective objective,
        List<Stage> stages) {

    static final SampleRecipe DEFAULT = new SampleRecipe(
            "sample",
            1,
            100,
            1e-6,
            true,
            Color.DARK_BLUE,
            Duration.ofSeconds(5),
            Path.of("models/small"),
            Optional.empty(),
            OptionalInt.empty(),
            List.of(1, 2),
            Map.of("answer", 1.0),
            SampleKinds.choice("chain", Map.of("length", 4, "modulus", 7)),
            List.of(SampleKinds.choice("exact")),
            Objective.named("grpo"),
            List.of());

    enum Color {
        RED,
        DARK_BLUE
    }

    /** Its defaults come from a named preset. */
    record Objective(String preset, Choice<Sample> condition, double weight) {

        static Objective named(String preset) {
            return switch (preset) {
                case "grpo" -> new Objective(preset, SampleKinds.choice("ppo", Map.of("epsilon", 0.2)), 1.0);
                case "atr-grpo" -> new Objective(preset, SampleKinds.choice("kl3", Map.of("delta", 0.025)), 0.5);
                default ->
                    throw new ConfigException("objective.preset", "must be one of atr-grpo, grpo, got " + preset);
            };
        }
    }

    /** Has no defaults but one, and a rule over two components. */
    record Stage(int first, @Formerly({"end", "until"}) int last, Optional<Color> color) {
        Stage {
            if (first < 0) {
                throw new SettingException("first", "must be >= 0, got " + first);
            }
            if (last < first) {
                throw new SettingException("last", "must be >= first, got " + last + " < " + first);
            }
        }
    }

    SampleRecipe {
        if (stepCount < 1) {
            throw new SettingException("stepCount", "must be >= 1, got " + stepCount);
        }
        if (shuffle && seed < 0) {
            throw new SettingException("seed", "must be >= 0 where shuffle is true, got " + seed);
        }
    }

    static Loaded<SampleRecipe> read(String text, String... overrides) {
        return reader().read("recipe.yaml", text, List.of(overrides));
    }

    static RecipeReader<SampleRecipe> reader() {
        return new RecipeReader<>(
                SampleRecipe.class,
                SampleKinds.ALL,
                written -> DEFAULT.withObjective(
                        Objective.named(written.text("objective.preset").orElse("grpo"))));
    }

    private SampleRecipe withObjective(Objective other) {
        return new SampleRecipe(
                name,
                seed,
                stepCount,
                learningRate,
                shuffle,
                color,
                verifierTimeout,
                model,
                note,
                limit,
                endTokens,
                rewardWeights,
                task,
                verifiers,
                other,
                stages);
    }
}
