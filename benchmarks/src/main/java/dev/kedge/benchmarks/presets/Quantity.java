package dev.kedge.benchmarks.presets;

import java.util.List;
import java.util.Optional;
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

    static final List<Quantity> ALL = List.of(
            new Quantity("sampled", "end", "eval/sampled_accuracy", 1, 3, true),
            new Quantity("greedy", "end", "eval/greedy_accuracy", 1, 3, true),
            new Quantity("in training", "mean", "rollout/accuracy", 1, 3, true),
            new Quantity("entropy", "last_quarter", "update/entropy", 1, 4, true),
            new Quantity("KL", "mean", "exact/kl", 1e4, 1, true),
            new Quantity("KL, end", "last_quarter", "exact/kl", 1e4, 2, false),
            new Quantity("KL3", "mean", "update/kl3", 1e4, 1, false),
            new Quantity("clipped", "mean", "update/clip_fraction", 100, 2, false));

    /** A cell of the table. */
    String text(Spread spread) {
        return ranged ? spread.text(decimals) : spread.meanText(decimals);
    }

    /** Over the runs of one variant; empty if none of them has the number. */
    Optional<Spread> of(List<JsonNode> results) {
        double[] values = results.stream()
                .map(result -> result.path(part).path(metric))
                .filter(JsonNode::isNumber)
                .mapToDouble(value -> scale * value.asDouble())
                .toArray();
        return values.length == 0 ? Optional.empty() : Optional.of(Spread.of(values));
    }
}
