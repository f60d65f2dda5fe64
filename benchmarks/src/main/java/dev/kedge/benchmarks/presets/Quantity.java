package dev.kedge.benchmarks.presets;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A column of the table: one number of each run.
 *
 * @param heading of the column
 * @param part of a line of results: {@code end}, {@code mean} or {@code last_quarter}
 * @param metric its name in docs/metrics.md
 * @param scale what it is multiplied by
 * @param decimals how many are shown
 * @param ranged whether the table shows lowest and highest beside the mean
 */
record Quantity(String heading, String part, String metric, double scale, int decimals, boolean ranged) {

    /** What may differ from the variant without a condition. */
    static final List<Quantity> COMPARED = List.of(
            new Quantity("sampled", "end", "eval/sampled_accuracy", 1, 3, true),
            new Quantity("greedy", "end", "eval/greedy_accuracy", 1, 3, true),
            new Quantity("in training", "mean", "rollout/accuracy", 1, 3, true),
            new Quantity("entropy", "last_quarter", "update/entropy", 1, 4, true),
            new Quantity("KL", "mean", "exact/kl", 1e4, 1, true),
            new Quantity("KL, end", "last_quarter", "exact/kl", 1e4, 2, false),
            new Quantity("KL3", "mean", "update/kl3", 1e4, 1, false));

    /** All columns. */
    static final List<Quantity> ALL = Stream.concat(
                    COMPARED.stream(),
                    Stream.of(new Quantity("clipped", "mean", "update/clip_fraction", 100, 2, false)))
            .toList();

    /** A cell of the table. */
    String text(Spread spread) {
        return ranged ? spread.text(decimals) : spread.meanText(decimals);
    }

    /** Over the runs of one variant; empty if none of them has the number. */
    Optional<Spread> of(List<JsonNode> results) {
        return spread(results.stream().mapToDouble(this::value));
    }

    /**
     * How much higher it is in one variant than in another, seed by seed; empty if they have fewer than two seeds in
     * common.
     */
    Optional<Spread> difference(List<JsonNode> results, List<JsonNode> others) {
        double[] differences = others.stream()
                .flatMapToDouble(other -> results.stream()
                        .filter(result -> result.required("seed").asLong()
                                == other.required("seed").asLong())
                        .mapToDouble(result -> value(result) - value(other)))
                .filter(Double::isFinite)
                .toArray();
        return differences.length < 2 ? Optional.empty() : spread(Arrays.stream(differences));
    }

    /** The number of one run, not-a-number if it has none. */
    private double value(JsonNode result) {
        JsonNode number = result.path(part).path(metric);
        return number.isNumber() ? scale * number.asDouble() : Double.NaN;
    }

    private static Optional<Spread> spread(DoubleStream numbers) {
        double[] values = numbers.filter(Double::isFinite).toArray();
        return values.length == 0 ? Optional.empty() : Optional.of(Spread.of(values));
    }
}
