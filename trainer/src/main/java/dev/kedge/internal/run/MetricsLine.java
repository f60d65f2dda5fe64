package dev.kedge.internal.run;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One line of {@code metrics.jsonl}.
 *
 * @param step the step it belongs to, counted within its phase
 * @param phase the part of the run
 * @param values metric name ({@code phase/name}, see {@code docs/metrics.md}) to value; not-a-number where the line has
 *     null, which is how values that are not finite are written
 */
public record MetricsLine(long step, Phase phase, SortedMap<String, Double> values) {

    public MetricsLine {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /**
     * A line from metrics in any order.
     *
     * @param step the step
     * @param phase the part of the run
     * @param values name to value
     */
    public static MetricsLine of(long step, Phase phase, Map<String, Double> values) {
        return new MetricsLine(step, phase, new TreeMap<>(values));
    }

    /**
     * The value of one metric.
     *
     * @param name the metric's name
     * @return its value; not-a-number if the line has none
     */
    public double value(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    /**
     * Whether a metric measures the machine rather than the training, so that it may differ between two equal runs.
     *
     * @param name the metric's name
     * @return true for {@code time/…}, {@code memory/…} and {@code throughput/…}
     */
    public static boolean isTiming(String name) {
        return name.startsWith("time/") || name.startsWith("memory/") || name.startsWith("throughput/");
    }
}
