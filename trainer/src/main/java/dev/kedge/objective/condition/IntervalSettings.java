package dev.kedge.objective.condition;

import dev.kedge.config.Choice;
import dev.kedge.config.ConfigException;
import dev.kedge.divergence.DivergenceCondition;
import dev.kedge.divergence.catalogue.ConditionKind;
import dev.kedge.divergence.catalogue.Match;
import dev.kedge.divergence.catalogue.Parameter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings of a condition of the {@link dev.kedge.divergence.catalogue.ConditionCatalogue}, which are all numbers;
 * the threshold may be given by the bound that it is to have instead.
 */
final class IntervalSettings {

    private static final String MATCH = "match";

    private IntervalSettings() {}

    static DivergenceCondition condition(ConditionKind kind, Choice choice, double thresholdScale) {
        Map<String, Double> numbers = new TreeMap<>();
        Map<String, Object> matches = new TreeMap<>();
        choice.settings().forEach((name, value) -> {
            Parameter parameter = parameter(kind, name);
            if (value instanceof Map) {
                matches.put(name, value);
            } else {
                numbers.put(name, number(parameter, value));
            }
        });
        matches.forEach((name, value) -> numbers.put(name, matching(kind, name, (Map<?, ?>) value, numbers)));
        if (thresholdScale != 1) {
            kind.parameters().stream()
                    .filter(parameter -> ThresholdScale.scales(parameter.name()))
                    .forEach(parameter -> numbers.put(
                            parameter.name(),
                            thresholdScale * numbers.getOrDefault(parameter.name(), parameter.defaultValue())));
        }
        return kind.create(numbers);
    }

    /** The threshold that {@code {match: {high: 1.28}}} asks for. */
    private static double matching(ConditionKind kind, String name, Map<?, ?> written, Map<String, Double> others) {
        if (!written.keySet().equals(Set.of(MATCH)) || !(written.get(MATCH) instanceof Map<?, ?> wanted)) {
            throw new ConfigException(name, "must be a number or {match: {high: …}}, got " + written);
        }
        if (!kind.thresholdName().equals(Optional.of(name))) {
            throw new ConfigException(
                    name, "is not the threshold of " + kind.name() + ", so nothing can be matched by it");
        }
        Map<String, Double> sides = new TreeMap<>();
        wanted.forEach((side, value) -> {
            if (!(value instanceof Number number)) {
                throw new ConfigException(name + "." + MATCH + "." + side, "must be a number, got " + value);
            }
            sides.put(side.toString(), number.doubleValue());
        });
        try {
            return kind.matching(Match.of(sides), others);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name + "." + MATCH, String.valueOf(e.getMessage()));
        }
    }

    private static Parameter parameter(ConditionKind kind, String name) {
        return kind.parameters().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        name,
                        "is not a setting of " + kind.name() + "; it has "
                                + kind.parameters().stream()
                                        .map(Parameter::name)
                                        .collect(Collectors.joining(", "))));
    }

    private static double number(Parameter parameter, Object value) {
        if (!(value instanceof Number number) || !parameter.allowed().contains(number.doubleValue())) {
            throw new ConfigException(
                    parameter.name(),
                    "must be a number in " + parameter.allowed().text() + ", got " + value);
        }
        return number.doubleValue();
    }
}
