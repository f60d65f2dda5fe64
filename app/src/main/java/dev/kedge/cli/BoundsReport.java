package dev.kedge.cli;

import dev.kedge.divergence.DivergenceCondition;
import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.ProbabilityCondition;
import dev.kedge.divergence.RatioCondition;
import dev.kedge.divergence.catalogue.ConditionKind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The bounds of a condition, for people and for programs: one interval, or one for each of several old probabilities.
 *
 * @param kind what was asked for
 * @param values its parameters, all of them
 * @param probability the old probability to solve for; empty for a table, and for a condition on the ratio alone
 */
record BoundsReport(ConditionKind kind, Map<String, Double> values, Optional<BigDecimal> probability) {

    /** The table's old probabilities. */
    static final List<BigDecimal> PROBABILITIES = Stream.of("0.001", "0.01", "0.1", "0.5", "0.9", "0.99")
            .map(BigDecimal::new)
            .toList();

    private static final double HALF = 0.5;

    /** Checks that a probability is given only where it matters. */
    BoundsReport {
        if (probability.isPresent() && !kind.needsProbability()) {
            throw new IllegalArgumentException("condition " + kind.name()
                    + " does not depend on the old probability; leave out --p, got " + probability.get());
        }
        if (probability.isPresent()
                && (probability.get().signum() <= 0 || probability.get().compareTo(BigDecimal.ONE) > 0)) {
            throw new IllegalArgumentException("p must be in (0, 1], got " + probability.get());
        }
    }

    Map<String, Object> json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("condition", kind.name());
        fields.putAll(values);
        DivergenceCondition condition = kind.create(values);
        if (condition instanceof RatioCondition ratio) {
            fields.putAll(bounds(ratio.interval()));
        } else if (condition instanceof ProbabilityCondition ofProbability && probability.isPresent()) {
            fields.putAll(row(ofProbability, probability.get()));
        } else if (condition instanceof ProbabilityCondition ofProbability) {
            fields.put(
                    "bounds",
                    PROBABILITIES.stream().map(p -> row(ofProbability, p)).toList());
        }
        return fields;
    }

    String text() {
        String numbers = values.entrySet().stream()
                .map(entry -> ", " + entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining());
        String head = kind.definition().title() + ": " + kind.definition().formula() + numbers;
        DivergenceCondition condition = kind.create(values);
        if (condition instanceof RatioCondition ratio) {
            return bounds(head, ratio.interval());
        }
        ProbabilityCondition ofProbability = (ProbabilityCondition) condition;
        return probability
                .map(p -> bounds(head + ", p = " + p, ofProbability.interval(logarithm(p))))
                .orElseGet(() -> head + System.lineSeparator() + table(ofProbability));
    }

    static Map<String, Object> row(ProbabilityCondition condition, BigDecimal p) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("p", p);
        fields.putAll(bounds(condition.interval(logarithm(p))));
        return fields;
    }

    static Map<String, Object> bounds(LogInterval interval) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("low", nearOne(interval.low(), -interval.oneMinusLow()));
        fields.put("high", nearOne(interval.high(), interval.highMinusOne()));
        fields.put("logLow", interval.logLow());
        fields.put("logHigh", interval.logHigh());
        fields.put("oneMinusLow", interval.oneMinusLow());
        fields.put("highMinusOne", interval.highMinusOne());
        return fields;
    }

    /**
     * A bound with enough digits that subtracting 1 from the printed number loses none: at {@code δ = 1e-12} the double
     * nearest to the bound itself has only ten digits of its distance from 1.
     */
    private static Object nearOne(double bound, double distance) {
        return Math.abs(distance) < HALF
                ? BigDecimal.ONE.add(new BigDecimal(distance)).round(new MathContext(40))
                : bound;
    }

    private static String bounds(String head, LogInterval interval) {
        return """
                %s
                  ratio      low  %-24s high  %s
                  logarithm  low  %-24s high  %s
                  room     1-low  %-24s high-1  %s""".formatted(
                        head,
                        interval.low(),
                        interval.high(),
                        interval.logLow(),
                        interval.logHigh(),
                        interval.oneMinusLow(),
                        interval.highMinusOne());
    }

    private static String table(ProbabilityCondition condition) {
        TextTable table = new TextTable(List.of("p", "low", "high", "1/p", "log low", "log high"));
        for (BigDecimal p : PROBABILITIES) {
            LogInterval interval = condition.interval(logarithm(p));
            table.row(List.of(
                    p.toPlainString(),
                    Double.toString(interval.low()),
                    Double.toString(interval.high()),
                    BigDecimal.ONE.divide(p, new MathContext(5)).toPlainString(),
                    Double.toString(interval.logLow()),
                    Double.toString(interval.logHigh())));
        }
        return table.toString();
    }

    /** {@code log p}; near 1 from the decimal {@code 1 - p}, of which a double p has lost digits. */
    private static double logarithm(BigDecimal p) {
        return p.doubleValue() > HALF
                ? Math.log1p(-BigDecimal.ONE.subtract(p).doubleValue())
                : Math.log(p.doubleValue());
    }
}
