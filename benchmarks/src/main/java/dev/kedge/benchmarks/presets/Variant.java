package dev.kedge.benchmarks.presets;

import dev.kedge.api.Choice;
import dev.kedge.config.RecipeWriter;
import dev.kedge.objective.ObjectiveConfig;
import dev.kedge.objective.Preset;
import dev.kedge.objective.weighting.Aggregation;
import dev.kedge.objective.weighting.ConstantLength;
import dev.kedge.train.recipe.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row of the table: a preset, or plain GRPO without a condition to compare them with.
 *
 * @param name the preset's name, or {@code no-condition}
 * @param overrides what {@code ./kedge train} is told beside the seed and the steps
 * @param objective what that makes of the objective
 */
record Variant(String name, List<String> overrides, ObjectiveConfig objective) {

    /** Axes at which a preset has nothing, and its name. */
    private static final String LEFT_OUT = "preset: .*|.*: (none|0.0)";

    static final String NO_CONDITION = "no-condition";
    static final String AGGREGATION = "objective.aggregation=";

    /** All presets in the order of the documentation, then the one without a condition. */
    static List<Variant> all(Path recipe) {
        return Stream.concat(
                        Preset.all().stream().map(preset -> of(preset, recipe)),
                        Stream.of(variant(NO_CONDITION, recipe, "objective.preset=dapo", "objective.condition=none")))
                .toList();
    }

    /**
     * The objective in words, to tell when a preset has changed since it was run.
     *
     * @return the axes that say something, in YAML on one line
     */
    String definition() {
        return RecipeWriter.toYaml(objective)
                .lines()
                .map(String::strip)
                .filter(line -> !line.matches(LEFT_OUT))
                .collect(Collectors.joining(" "));
    }

    /**
     * A preset with its own aggregation, which the quickstart's recipe would overlay. A constant length is the recipe's
     * limit on new tokens, which is what it stands for.
     */
    private static Variant of(Preset preset, Path recipe) {
        String choice = "objective.preset=" + preset.name();
        Recipe quickstart = Recipe.read(recipe, List.of(choice)).value();
        List<String> overrides = new ArrayList<>();
        overrides.add(choice);
        Choice<Aggregation> own = aggregation(preset.objective(), quickstart);
        if (!own.equals(quickstart.objective().aggregation())) {
            overrides.add(AGGREGATION + RecipeWriter.inline(own));
        }
        return variant(preset.name(), recipe, overrides.toArray(String[]::new));
    }

    private static Variant variant(String name, Path recipe, String... overrides) {
        return new Variant(
                name,
                List.of(overrides),
                Recipe.read(recipe, List.of(overrides)).value().objective());
    }

    private static Choice<Aggregation> aggregation(ObjectiveConfig objective, Recipe quickstart) {
        Choice<Aggregation> own = objective.aggregation();
        return own.config() instanceof ConstantLength.Config
                ? own.with(new ConstantLength.Config(
                        quickstart.rollout().sampling().maxNewTokens()))
                : own;
    }
}
