package dev.kedge.internal.metric;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A set of named measurements, each with its reduction: a mean over counted items, a sum, a maximum, or a single value.
 *
 * <p>{@code m.merge(n)} is what would have been measured had both sets seen their items together: means are weighted by
 * their counts. Names are {@code phase/name}. Not thread-safe.
 */
public final class Metrics {

    private final SortedMap<String, Measurement> measurements = new TreeMap<>();

    /** An empty set. */
    public Metrics() {}

    /**
     * Adds items to a mean.
     *
     * @param name {@code phase/name}
     * @param sum the sum over the items
     * @param count how many items; 0 adds nothing
     */
    public void mean(String name, double sum, double count) {
        record(name, new Measurement(Reduction.MEAN, sum, count));
    }

    /**
     * Adds to a sum.
     *
     * @param name {@code phase/name}
     * @param amount what to add
     */
    public void sum(String name, double amount) {
        record(name, new Measurement(Reduction.SUM, amount, 1));
    }

    /**
     * Raises a maximum.
     *
     * @param name {@code phase/name}
     * @param value a value seen
     */
    public void max(String name, double value) {
        record(name, new Measurement(Reduction.MAX, value, 1));
    }

    /**
     * Sets a value; a later one replaces it.
     *
     * @param name {@code phase/name}
     * @param value the value
     */
    public void value(String name, double value) {
        record(name, new Measurement(Reduction.LAST, value, 1));
    }

    /**
     * Adds everything another set has measured.
     *
     * @param other is not changed
     */
    public void merge(Metrics other) {
        other.measurements.forEach(this::record);
    }

    /**
     * The reduced values. A mean over no items is left out.
     *
     * @return by name, sorted
     */
    public SortedMap<String, Double> values() {
        SortedMap<String, Double> values = new TreeMap<>();
        for (Map.Entry<String, Measurement> entry : measurements.entrySet()) {
            Measurement measurement = entry.getValue();
            if (measurement.reduction != Reduction.MEAN) {
                values.put(entry.getKey(), measurement.total);
            } else if (measurement.count > 0) {
                values.put(entry.getKey(), measurement.total / measurement.count);
            }
        }
        return values;
    }

    private void record(String name, Measurement added) {
        measurements.merge(name, added, (present, more) -> {
            if (present.reduction != more.reduction) {
                throw new IllegalStateException("metric " + name + " is reduced as " + present.reduction
                        + " in one place and as " + more.reduction + " in another");
            }
            return present.reduction.combine(present, more);
        });
    }

    private record Measurement(Reduction reduction, double total, double count) {}

    private enum Reduction {
        MEAN,
        SUM,
        MAX,
        LAST;

        Measurement combine(Measurement present, Measurement more) {
            double count = present.count + more.count;
            return switch (this) {
                case MEAN, SUM -> new Measurement(this, present.total + more.total, count);
                case MAX -> new Measurement(this, Math.max(present.total, more.total), count);
                case LAST -> more;
            };
        }
    }
}
