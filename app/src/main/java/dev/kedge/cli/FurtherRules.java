package dev.kedge.cli;

import dev.kedge.api.Choice;
import dev.kedge.api.Kind;
import dev.kedge.config.RecipeWriter;
import dev.kedge.objective.Preset;
import dev.kedge.objective.condition.Condition;
import dev.kedge.objective.condition.ConditionSet;
import dev.kedge.objective.condition.Conditions;
import dev.kedge.objective.condition.IntervalCondition;
import dev.kedge.objective.condition.ProbabilityIntervalCondition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A rule that is more than one interval of ratios, as far as {@code kedge bounds} can show it: a condition that looks
 * further, by its formula; a preset by its axes, with the bounds of those of its conditions that have some.
 *
 * @param json what a program reads
 */
record FurtherRules(Map<String, Object> json) {

    /** The numbers of an interval that a line of text has. */
    private static final List<String> SHOWN = List.of("p", "low", "high");

    /** The rule of a name; a condition before a preset. */
    static Optional<FurtherRules> named(String name) {
        return Conditions.further().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .map(FurtherRules::of)
                .or(() -> Preset.all().stream()
                        .filter(preset -> preset.name().equals(name))
                        .findFirst()
                        .map(FurtherRules::of));
    }

    private static FurtherRules of(Kind<?, ConditionSet> kind) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("condition", kind.name());
        fields.put("title", kind.about().title());
        fields.put("formula", kind.about().formula());
        fields.put("looksAt", kind.about().looksAt());
        fields.put("defaults", RecipeWriter.inline(Choice.of(kind)));
        fields.put("citation", kind.about().citation());
        return new FurtherRules(fields);
    }

    private static FurtherRules of(Preset preset) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("preset", preset.name());
        preset.axes().forEach(line -> fields.put(axis(line), setting(line)));
        List<Map<String, Object>> bounds = Conditions.create(preset.objective().condition(), 1).stream()
                .flatMap(condition -> bounds(condition).stream())
                .toList();
        if (!bounds.isEmpty()) {
            fields.put("bounds", bounds);
        }
        if (!preset.note().isEmpty()) {
            fields.put("note", preset.note());
        }
        fields.put("citation", preset.citation());
        return new FurtherRules(fields);
    }

    private static List<Map<String, Object>> bounds(Condition condition) {
        if (condition instanceof IntervalCondition ofRatio) {
            return List.of(BoundsReport.bounds(ofRatio.interval()));
        }
        return condition instanceof ProbabilityIntervalCondition ofProbability
                ? BoundsReport.PROBABILITIES.stream()
                        .map(p -> BoundsReport.row(ofProbability.condition(), p))
                        .toList()
                : List.of();
    }

    private static String axis(String line) {
        return line.substring(0, line.indexOf(": "));
    }

    private static String setting(String line) {
        return line.substring(line.indexOf(": ") + 2);
    }

    /** A line for each field, and one for each interval. */
    String text() {
        return json.entrySet().stream()
                .flatMap(field -> field.getValue() instanceof List<?> intervals
                        ? intervals.stream().map(interval -> "  " + line(interval))
                        : List.of(field.getKey() + ": " + field.getValue()).stream())
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String line(Object interval) {
        return interval instanceof Map<?, ?> numbers
                ? numbers.entrySet().stream()
                        .filter(number -> SHOWN.contains(String.valueOf(number.getKey())))
                        .map(number -> number.getKey() + " " + number(number.getValue()))
                        .collect(Collectors.joining("  "))
                : String.valueOf(interval);
    }

    private static String number(Object number) {
        return number instanceof Number known ? Double.toString(known.doubleValue()) : String.valueOf(number);
    }

    /** The tables that follow the one of intervals: other conditions, and presets. */
    static String tables() {
        TextTable conditions = new TextTable(List.of("looks further", "allows", "defaults", "from"));
        for (Kind<?, ConditionSet> kind : Conditions.further()) {
            conditions.row(List.of(
                    kind.name(),
                    kind.about().formula(),
                    RecipeWriter.inline(Choice.of(kind)),
                    kind.about().citation()));
        }
        TextTable presets = new TextTable(List.of("preset", "is", "from"));
        for (Preset preset : Preset.all()) {
            presets.row(List.of(preset.name(), String.join(", ", preset.axes()), preset.citation()));
        }
        String gap = System.lineSeparator().repeat(2);
        return gap + conditions + gap + presets;
    }
}
