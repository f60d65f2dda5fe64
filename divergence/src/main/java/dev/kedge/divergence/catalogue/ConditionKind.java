package dev.kedge.divergence.catalogue;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.DivergenceCondition;
import dev.kedge.divergence.ProbabilityCondition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/**
 * One line of the catalogue: a kind of condition, from which conditions are made by giving its parameters numbers.
 *
 * @param definition name, title, formula with the parameters by name, citation
 * @param parameters what it takes, in the order of the formula; possibly none
 * @param factory makes the condition
 */
public record ConditionKind(Definition definition, List<Parameter> parameters, Factory factory) {

    /** The numbers of a condition, one per parameter, checked. */
    @FunctionalInterface
    public interface Values {

        /**
         * The number of one parameter.
         *
         * @param parameter one of the kind's parameter names
         */
        double get(String parameter);
    }

    /** A maker of conditions from numbers. */
    @FunctionalInterface
    public interface Factory {

        /**
         * Makes the condition.
         *
         * @param values one number per parameter, each in its range
         */
        DivergenceCondition create(Values values);
    }

    /** Keeps its own copy of the parameters. */
    public ConditionKind {
        parameters = List.copyOf(parameters);
    }

    /**
     * The name users write.
     *
     * @return for example {@code kl3}
     */
    public String name() {
        return definition.name();
    }

    /**
     * What its conditions must know to tell how far is too far.
     *
     * @return true if they need the old probability beside the ratio: {@link ProbabilityCondition}; false if they are
     *     one interval of ratios: {@link dev.kedge.divergence.RatioCondition}
     */
    public boolean needsProbability() {
        return create(Map.of()) instanceof ProbabilityCondition;
    }

    /**
     * Makes a condition.
     *
     * @param values numbers by parameter name; what is missing takes its default
     * @return a ratio condition or a probability condition
     * @throws IllegalArgumentException if a name is unknown or a number out of range; the message names both
     */
    public DivergenceCondition create(Map<String, Double> values) {
        for (String name : values.keySet()) {
            if (parameters.stream().noneMatch(parameter -> parameter.name().equals(name))) {
                throw new IllegalArgumentException(
                        "condition " + name() + " has no parameter " + name + "; allowed: " + parameterNames());
            }
        }
        return factory.create(name -> checked(parameter(name), values));
    }

    /**
     * The number of the threshold for which the interval matches a wish, so that conditions can be compared at equal
     * budgets.
     *
     * @param match the wanted bound or width, and for conditions on the old probability at which p
     * @param others numbers of the other parameters by name; what is missing takes its default
     * @return the number for {@link #thresholdName()}; the interval at it has the wanted bound to a relative 1e-12
     * @throws IllegalArgumentException if the kind has no single threshold, or none of its intervals matches
     */
    public double matching(Match match, Map<String, Double> others) {
        Parameter threshold = parameters.stream()
                .filter(Parameter::isThreshold)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("condition " + name()
                        + " cannot be matched, as no single threshold sets its interval; its parameters: "
                        + parameterNames()));
        if (others.containsKey(threshold.name())) {
            throw new IllegalArgumentException("condition " + name() + ": " + threshold.name()
                    + " must be a number or follow from a match, got both: " + others.get(threshold.name()) + " and "
                    + match);
        }
        DoubleFunction<DivergenceCondition> condition = value -> {
            Map<String, Double> values = new HashMap<>(others);
            values.put(threshold.name(), value);
            return create(values);
        };
        return new Calibration(name(), needsProbability(), threshold, match, condition).thresholdValue();
    }

    /**
     * The parameter that {@link #matching} finds.
     *
     * @return {@code delta} or {@code epsilon}; empty if no single parameter says how far is too far
     */
    public Optional<String> thresholdName() {
        return parameters.stream()
                .filter(Parameter::isThreshold)
                .map(Parameter::name)
                .findFirst();
    }

    private Parameter parameter(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(name() + " reads " + name + ", which it does not declare"));
    }

    private double checked(Parameter parameter, Map<String, Double> values) {
        double value = values.getOrDefault(parameter.name(), parameter.defaultValue());
        if (!parameter.allowed().contains(value)) {
            throw new IllegalArgumentException("condition " + name() + ": " + parameter.name() + " must be in "
                    + parameter.allowed().text() + ", got " + value);
        }
        return value;
    }

    private String parameterNames() {
        return parameters.isEmpty()
                ? "none"
                : parameters.stream().map(Parameter::name).collect(Collectors.joining(", "));
    }
}
