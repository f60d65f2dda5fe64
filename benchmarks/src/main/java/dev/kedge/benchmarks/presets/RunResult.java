package dev.kedge.benchmarks.presets;

import dev.kedge.internal.run.MetricsLine;
import dev.kedge.internal.run.Phase;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record of one run: a line of {@code docs/experiments/presets.jsonl}.
 *
 * <pre>
 * {"preset":"grpo","seed":1,"steps":20,"overrides":["objective.preset=grpo"],"objective":"condition: …",
 *  "commit":"…","start":{"eval/greedy_accuracy":0.07,…},"end":{"eval/greedy_accuracy":0.99,…},
 *  "mean":{"exact/kl":1.2e-4,…},"last_quarter":{"exact/kl":3.1e-6,…},"skipped_steps":0}
 * </pre>
 *
 * <p>{@code start} and {@code end} are the evaluations before the first step and after the last, {@code mean} and
 * {@code last_quarter} are means over steps. Metrics of updates have no value in a step without an update; such steps
 * are counted in {@code skipped_steps}. A run that stopped has {@code failure} in place of numbers.
 */
final class RunResult {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final MathContext DIGITS = new MathContext(6);
    private static final List<String> OF_STEPS = List.of(
            "rollout/accuracy",
            "rollout/zero_variance_fraction",
            "update/entropy",
            "update/gradient_norm",
            "update/clip_fraction",
            "update/violated_fraction",
            "update/kl3",
            "exact/kl",
            "exact/tv");

    private static final List<String> OF_EVALUATIONS = List.of(
            "eval/greedy_accuracy",
            "eval/sampled_accuracy",
            "eval/sampled_accuracy_standard_error",
            "eval/truncated_fraction");

    private RunResult() {}

    /** A line for a finished run. */
    static String of(Variant variant, long seed, int steps, String commit, List<MetricsLine> lines) {
        ObjectNode result = begin(variant, seed, steps);
        result.put("commit", commit);
        SortedMap<String, Double> start = new TreeMap<>();
        SortedMap<String, Double> end = new TreeMap<>();
        for (MetricsLine line : lines) {
            if (line.phase() == Phase.EVALUATION) {
                SortedMap<String, Double> evaluation = line.step() == 0 ? start : end;
                OF_EVALUATIONS.forEach(metric -> evaluation.put(metric, line.value(metric)));
            }
        }
        put(result, "start", start);
        put(result, "end", end);
        List<MetricsLine> train =
                lines.stream().filter(line -> line.phase() == Phase.TRAIN).toList();
        put(result, "mean", means(train));
        put(result, "last_quarter", means(train.subList(train.size() - (train.size() + 3) / 4, train.size())));
        result.put(
                "skipped_steps",
                train.stream()
                        .filter(line -> line.values().containsKey("update/skipped"))
                        .count());
        return JSON.writeValueAsString(result);
    }

    /** A line for a run that did not finish. */
    static String failed(Variant variant, long seed, int steps, RuntimeException failure) {
        ObjectNode result = begin(variant, seed, steps);
        result.put("failure", String.valueOf(failure.getMessage()));
        return JSON.writeValueAsString(result);
    }

    /** What run a line is of; equal for the same variant, definition, seed and number of steps. */
    static String key(String line) {
        JsonNode result = JSON.readTree(line);
        return key(
                result.required("preset").asString(),
                result.required("objective").asString(),
                result.required("seed").asLong(),
                result.required("steps").asInt());
    }

    /** The key of the line that a run will have. */
    static String key(Variant variant, long seed, int steps) {
        return key(variant.name(), variant.definition(), seed, steps);
    }

    private static String key(String name, String definition, long seed, int steps) {
        return name + " (" + definition + ") seed " + seed + " steps " + steps;
    }

    private static ObjectNode begin(Variant variant, long seed, int steps) {
        ObjectNode result = JSON.createObjectNode();
        result.put("preset", variant.name());
        result.put("seed", seed);
        result.put("steps", steps);
        var overrides = result.putArray("overrides");
        variant.overrides().forEach(overrides::add);
        result.put("objective", variant.definition());
        return result;
    }

    private static SortedMap<String, Double> means(List<MetricsLine> train) {
        SortedMap<String, Double> means = new TreeMap<>();
        for (String metric : OF_STEPS) {
            train.stream()
                    .mapToDouble(line -> line.value(metric))
                    .filter(Double::isFinite)
                    .average()
                    .ifPresent(mean -> means.put(metric, mean));
        }
        return means;
    }

    private static void put(ObjectNode result, String name, Map<String, Double> values) {
        ObjectNode object = result.putObject(name);
        values.forEach((metric, value) -> {
            if (Double.isFinite(value)) {
                object.put(metric, new BigDecimal(value).round(DIGITS));
            } else {
                object.putNull(metric);
            }
        });
    }
}
