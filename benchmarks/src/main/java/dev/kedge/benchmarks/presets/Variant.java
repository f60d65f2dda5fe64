package dev.kedge.benchmarks.presets;

import dev.kedge.api.Choice;
import dev.kedge.config.ConfigException;
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
 * @param recipe the recipe that both are of
 */
record Variant(String name, List<String> overrides, ObjectiveConfig objective, Path recipe) {

    /** Axes at which a preset has nothing, and its name. */
    private static final String LEFT_OUT = "preset: .*|.*: (none|0.0)";

    /** A preset that sets every axis. */
    private static final String PLAIN = "dapo";

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
     * Whether a definition that was recorded says the same, perhaps with fewer words: a setting that it leaves out is
     * at its default, an axis at {@code none}.
     *
     * @param recorded the definition, of this version or an earlier one
     */
    boolean isDefinedAs(String recorded) {
        try {
            return recorded.equals(definition()) || spelledOut(recorded).equals(definition());
        } catch (ConfigException ofAnotherVersion) {
            return false;
        }
    }

    private String spelledOut(String recorded) {
        List<String> overrides = new ArrayList<>();
        overrides.add("objective.preset=" + PLAIN);
        Stream.of("condition", "worsening_cap", "selection", "correction", "reference", "reward_penalty", "proximal")
                .forEach(axis -> overrides.add("objective." + axis + "=none"));
        overrides.addAll(List.of("objective.controller=none", "objective.entropy_bonus=0"));
        axes(recorded).forEach(axis -> overrides.add("objective." + axis.replaceFirst(": ", "=")));
        return variant(name, recipe, overrides.toArray(String[]::new)).definition();
    }

    /** The axes of a definition, {@code key: value} each: what is between spaces outside of all brackets. */
    private static List<String> axes(String definition) {
        List<String> axes = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < definition.length(); i++) {
            char character = definition.charAt(i);
            depth += "{[".indexOf(character) >= 0 ? 1 : "}]".indexOf(character) >= 0 ? -1 : 0;
            if (character == ' ' && depth == 0 && definition.charAt(i - 1) != ':') {
                axes.add(definition.substring(start, i));
                start = i + 1;
            }
        }
        axes.add(definition.substring(start));
        return axes;
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
                Recipe.read(recipe, List.of(overrides)).value().objective(),
                recipe);
    }

    private static Choice<Aggregation> aggregation(ObjectiveConfig objective, Recipe quickstart) {
        Choice<Aggregation> own = objective.aggregation();
        return own.config() instanceof ConstantLength.Config
                ? own.with(new ConstantLength.Config(
                        quickstart.rollout().sampling().maxNewTokens()))
                : own;
    }
}
