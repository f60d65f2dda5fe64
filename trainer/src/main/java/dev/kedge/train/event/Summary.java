package dev.kedge.train.event;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The result of a finished run.
 *
 * @param directory the run directory, a model directory of the trained policy itself
 * @param steps steps of reinforcement learning
 * @param metrics what the last evaluation measured, by metric name, and, with {@code _start} behind the name, the first
 */
public record Summary(Path directory, long steps, SortedMap<String, Double> metrics) {

    private static final String GREEDY = "eval/greedy_accuracy";
    private static final String SAMPLED = "eval/sampled_accuracy";
    private static final String START = "_start";

    public Summary {
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    }

    /**
     * One metric.
     *
     * @param name as in docs/metrics.md
     * @return its value; not-a-number if it was not measured
     */
    public double value(String name) {
        return metrics.getOrDefault(name, Double.NaN);
    }

    /** The share of held-out prompts whose most likely completion was right before the first step, 0 to 1. */
    public double greedyAccuracyBefore() {
        return value(GREEDY + START);
    }

    /** The share of held-out prompts whose most likely completion is right now, 0 to 1. */
    public double greedyAccuracy() {
        return value(GREEDY);
    }

    /** The share of sampled completions of held-out prompts that were right before the first step, 0 to 1. */
    public double sampledAccuracyBefore() {
        return value(SAMPLED + START);
    }

    /** The share of sampled completions of held-out prompts that are right now, 0 to 1. */
    public double sampledAccuracy() {
        return value(SAMPLED);
    }
}
