package dev.kedge.internal.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One quantity before and after the training, as a person is told.
 *
 * @param label what it is
 * @param metric the metric's name
 * @param before what was recorded first: before the first update for held-out accuracy, else in the first step
 * @param after what was recorded last
 * @param unit how it is written
 */
public record BeforeAfter(String label, String metric, double before, double after, Unit unit) {

    /** The way a quantity is written for a person. */
    public enum Unit {
        /** A share, 0 to 1, as a percentage. */
        SHARE,
        /** A number with three decimals. */
        NUMBER,
        /** A number of tokens with one decimal. */
        TOKENS
    }

    private record Quantity(String label, String metric, Unit unit) {}

    private static final List<Quantity> QUANTITIES = List.of(
            new Quantity("held-out greedy accuracy", "eval/greedy_accuracy", Unit.SHARE),
            new Quantity("held-out sampled accuracy", "eval/sampled_accuracy", Unit.SHARE),
            new Quantity("mean reward", "rollout/reward_mean", Unit.NUMBER),
            new Quantity("entropy (nats)", "update/entropy", Unit.NUMBER),
            new Quantity("completion length (tokens)", "rollout/completion_length_mean", Unit.TOKENS),
            new Quantity("truncated completions", "rollout/truncated_fraction", Unit.SHARE));

    /**
     * What a run changed.
     *
     * @param lines its metrics, finished or not
     * @return the quantities that were recorded, the most important first
     */
    public static List<BeforeAfter> of(List<MetricsLine> lines) {
        List<BeforeAfter> rows = new ArrayList<>();
        for (Quantity quantity : QUANTITIES) {
            List<Double> values = lines.stream()
                    .map(line -> line.value(quantity.metric()))
                    .filter(Double::isFinite)
                    .toList();
            if (!values.isEmpty()) {
                double before = lines.stream()
                        .map(line -> line.value(quantity.metric() + "_start"))
                        .filter(Double::isFinite)
                        .findFirst()
                        .orElse(values.get(0));
                rows.add(new BeforeAfter(
                        quantity.label(), quantity.metric(), before, values.get(values.size() - 1), quantity.unit()));
            }
        }
        return rows;
    }

    /**
     * The row of one metric.
     *
     * @param rows what {@link #of} gave
     * @param metric the metric's name
     * @return empty if it was not recorded
     */
    public static Optional<BeforeAfter> find(List<BeforeAfter> rows, String metric) {
        return rows.stream().filter(row -> row.metric().equals(metric)).findFirst();
    }

    /**
     * The value before, written for a person.
     *
     * @return for example {@code "24.5%"}
     */
    public String beforeText() {
        return text(before);
    }

    /**
     * The value after, written for a person.
     *
     * @return for example {@code "98.0%"}
     */
    public String afterText() {
        return text(after);
    }

    private String text(double value) {
        return switch (unit) {
            case SHARE -> String.format(Locale.ROOT, "%.1f%%", 100 * value);
            case NUMBER -> String.format(Locale.ROOT, "%.3f", value);
            case TOKENS -> String.format(Locale.ROOT, "%.1f", value);
        };
    }
}
