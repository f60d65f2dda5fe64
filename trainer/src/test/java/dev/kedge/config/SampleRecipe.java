package dev.kedge.config;

import dev.kedge.api.Formerly;
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
        Choice task,
        List<Choice> verifiers,
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
            Choice.of("chain", Map.of("length", 4, "modulus", 7)),
            List.of(Choice.of("exact")),
            Objective.named("grpo"),
            List.of());

    enum Color {
        RED,
        DARK_BLUE
    }

    /** Its defaults come from a named preset. */
    record Objective(String preset, Choice condition, double weight) {

        static Objective named(String preset) {
            return switch (preset) {
                case "grpo" -> new Objective(preset, Choice.of("ppo", Map.of("epsilon", 0.2)), 1.0);
                case "atr-grpo" -> new Objective(preset, Choice.of("kl3", Map.of("delta", 0.025)), 0.5);
                default ->
                    throw new ConfigException("objective.preset", "must be one of atr-grpo, grpo, got " + preset);
            };
        }
    }

    /** Has no defaults but one, and a rule over two components. */
    record Stage(int first, @Formerly({"end", "until"}) int last, Optional<Color> color) {
        Stage {
            if (first < 0) {
                throw new IllegalArgumentException("first must be >= 0, got " + first);
            }
            if (last < first) {
                throw new IllegalArgumentException("last must be >= first, got " + last + " < " + first);
            }
        }
    }

    /** The settings of the kind {@code kl3}. */
    record Kl3(double delta) {
        static final Kl3 DEFAULT = new Kl3(0.02);

        Kl3 {
            if (!(delta > 0)) {
                throw new IllegalArgumentException("delta must be > 0, got " + delta);
            }
        }
    }

    SampleRecipe {
        if (stepCount < 1) {
            throw new IllegalArgumentException("stepCount must be >= 1, got " + stepCount);
        }
        if (shuffle && seed < 0) {
            throw new IllegalArgumentException("seed must be >= 0 where shuffle is true, got " + seed);
        }
    }

    static Loaded<SampleRecipe> read(String text, String... overrides) {
        return reader().read("recipe.yaml", text, List.of(overrides));
    }

    static RecipeReader<SampleRecipe> reader() {
        return new RecipeReader<>(
                SampleRecipe.class,
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
