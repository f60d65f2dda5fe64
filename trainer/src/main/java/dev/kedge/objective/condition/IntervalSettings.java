package dev.kedge.objective.condition;

import dev.kedge.config.ConfigException;
import dev.kedge.config.KeyedSettings;
import dev.kedge.divergence.DivergenceCondition;
import dev.kedge.divergence.catalogue.ConditionKind;
import dev.kedge.divergence.catalogue.Match;
import dev.kedge.divergence.catalogue.Parameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings of a condition of the divergence library, which are all numbers; a recipe may give the threshold by the
 * bound that it is to have: {@code delta: {match: {high: 1.28}}}.
 *
 * @param kind the library's kind
 * @param numbers one for each of its parameters, by name
 */
public record IntervalSettings(ConditionKind kind, Map<String, Double> numbers)
        implements KeyedSettings<IntervalSettings> {

    private static final String MATCH = "match";

    /** Keeps its own copy. */
    public IntervalSettings {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }

    /** Every parameter at its default. */
    static IntervalSettings of(ConditionKind kind) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        kind.parameters().forEach(parameter -> numbers.put(parameter.name(), parameter.defaultValue()));
        return new IntervalSettings(kind, numbers);
    }

    DivergenceCondition condition() {
        return kind.create(numbers);
    }

    /** The same with every threshold multiplied. */
    IntervalSettings scaled(double scale) {
        Map<String, Double> scaled = new LinkedHashMap<>(numbers);
        kind.parameters().stream()
                .filter(Parameter::isSteered)
                .forEach(parameter -> scaled.computeIfPresent(parameter.name(), (name, number) -> scale * number));
        return new IntervalSettings(kind, scaled);
    }

    boolean hasThreshold() {
        return kind.parameters().stream().anyMatch(Parameter::isSteered);
    }

    @Override
    public List<String> keys() {
        return kind.parameters().stream().map(Parameter::name).toList();
    }

    @Override
    public Map<String, Object> written() {
        return Collections.unmodifiableMap(numbers);
    }

    @Override
    public IntervalSettings overlaid(Map<String, Object> written) {
        Map<String, Double> overlaid = new LinkedHashMap<>(numbers);
        written.forEach((name, value) -> {
            if (!(value instanceof Map)) {
                overlaid.put(name, number(parameter(name), value));
            }
        });
        written.forEach((name, value) -> {
            if (value instanceof Map<?, ?> match) {
                overlaid.put(name, matching(name, match, overlaid));
            }
        });
        return new IntervalSettings(kind, overlaid);
    }

    /** The threshold that {@code {match: {high: 1.28}}} asks for. */
    private double matching(String name, Map<?, ?> written, Map<String, Double> numbers) {
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
        Map<String, Double> others = new TreeMap<>(numbers);
        others.remove(name);
        try {
            return kind.matching(Match.of(sides), others);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name + "." + MATCH, String.valueOf(e.getMessage()));
        }
    }

    private Parameter parameter(String name) {
        return kind.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException(name, "is not a setting of " + kind.name()));
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
