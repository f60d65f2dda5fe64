package dev.kedge.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The effect of a step's updates on the policy, token by token: how far it moved, and which tokens each condition
 * stopped. Defined in {@code docs/metrics.md}. Estimators of the divergence are of the token's own ratio whatever the
 * level.
 *
 * <p>Not thread-safe.
 */
public final class UpdateDiagnostics {

    /** Upper ends of the bins of {@code π_old(a|s)}; the last is 1. */
    private static final double[] PROBABILITY_BINS = {0.01, 0.1, 0.5, 0.9};

    private static final String[] PROBABILITY_METRICS = {
        "update/violated_p_to_1_percent",
        "update/violated_p_to_10_percent",
        "update/violated_p_to_50_percent",
        "update/violated_p_to_90_percent",
        "update/violated_p_to_100_percent"
    };

    /** Upper ends of the bins of entropy in nats; the last has none. */
    private static final double[] ENTROPY_BINS = {0.1, 0.5, 1, 2};

    private static final String[] ENTROPY_METRICS = {
        "update/violated_entropy_to_0_1",
        "update/violated_entropy_to_0_5",
        "update/violated_entropy_to_1",
        "update/violated_entropy_to_2",
        "update/violated_entropy_above_2"
    };

    /** By quadrant: first a positive advantage with w below and above 1, then a negative one. */
    private static final String[] VIOLATED_METRICS = {
        "update/violated_positive_low",
        "update/violated_positive_high",
        "update/violated_negative_low",
        "update/violated_negative_high"
    };

    private static final String[] EFFECTIVE_METRICS = {
        "update/effective_positive_low",
        "update/effective_positive_high",
        "update/effective_negative_low",
        "update/effective_negative_high"
    };

    private static final double QUANTILE = 0.95;

    private final List<Mean> means = new ArrayList<>();
    private final Mean kl1 = mean("update/kl1");
    private final Mean kl2 = mean("update/kl2");
    private final Mean kl3 = mean("update/kl3");
    private final Mean referenceKl = mean("update/reference_kl");
    private final Mean selected = mean("update/selected_fraction");
    private final Mean clipped = mean("update/clip_fraction");
    private final Mean clippedLow = mean("update/clip_fraction_low");
    private final Mean clippedHigh = mean("update/clip_fraction_high");
    private final Mean violations = mean("update/violated_fraction");
    private final Mean unreachable = mean("update/unreachable_fraction");
    private final Mean violatedEntropy = mean("update/violated_entropy");
    private final Mean[] violatedByQuadrant = means(VIOLATED_METRICS);
    private final Mean[] effectiveByQuadrant = means(EFFECTIVE_METRICS);
    private final Mean[] violatedByProbability = means(PROBABILITY_METRICS);
    private final Mean[] violatedByEntropy = means(ENTROPY_METRICS);
    private double[] logRatios = new double[1024];
    private int tokens;

    /** Of no token yet. */
    public UpdateDiagnostics() {}

    /**
     * Adds the tokens of a micro-batch.
     *
     * @param outcome what evaluating the objective on it gave
     */
    public void add(ObjectiveOutcome outcome) {
        TokenDiagnostics batch = outcome.diagnostics();
        for (int i = 0; i < batch.counted().length; i++) {
            if (batch.counted()[i] != 0) {
                distance(batch.logRatios()[i]);
                condition(batch, i);
                referenceKl.addKnown(batch.referenceEstimates()[i]);
                selected.addKnown(batch.selected()[i]);
            }
        }
    }

    private void distance(double x) {
        kl1.add(-x);
        kl2.add(0.5 * x * x);
        kl3.add(Math.expm1(x) - x);
        if (tokens == logRatios.length) {
            logRatios = Arrays.copyOf(logRatios, 2 * tokens);
        }
        logRatios[tokens++] = x;
    }

    private void condition(TokenDiagnostics batch, int i) {
        boolean violated = batch.violated()[i] != 0;
        boolean acts = batch.acts()[i] != 0;
        double x = batch.levelLogRatios()[i];
        clipped.add(acts);
        clippedLow.add(acts && x < 0);
        clippedHigh.add(acts && x > 0);
        violations.add(violated);
        double advantage = batch.advantages()[i];
        for (int quadrant = 0; quadrant < violatedByQuadrant.length; quadrant++) {
            boolean here = (quadrant < 2 ? advantage > 0 : advantage < 0) && (quadrant % 2 == 0 ? x < 0 : x > 0);
            violatedByQuadrant[quadrant].add(violated && here);
            effectiveByQuadrant[quadrant].add(acts && here);
        }
        if (!Double.isNaN(batch.logHigh()[i])) {
            unreachable.add(batch.logHigh()[i] > -batch.oldLogprobs()[i]);
        }
        if (violated) {
            bin(violatedByProbability, PROBABILITY_BINS, Math.exp(batch.oldLogprobs()[i]));
            double entropy = batch.entropies()[i];
            if (!Double.isNaN(entropy)) {
                violatedEntropy.add(entropy);
                bin(violatedByEntropy, ENTROPY_BINS, entropy);
            }
        }
    }

    private static void bin(Mean[] bins, double[] ends, double value) {
        int bin = 0;
        while (bin < ends.length && value > ends[bin]) {
            bin++;
        }
        for (int i = 0; i < bins.length; i++) {
            bins[i].add(i == bin);
        }
    }

    /**
     * What was measured of all the tokens added.
     *
     * @return metrics of the step
     */
    public SortedMap<String, Double> metrics() {
        SortedMap<String, Double> all = new TreeMap<>();
        means.stream().filter(mean -> mean.count > 0).forEach(mean -> all.put(mean.name, mean.sum / mean.count));
        if (tokens > 0) {
            double[] x = Arrays.copyOf(logRatios, tokens);
            all.put("update/ratio_max", Math.exp(Arrays.stream(x).max().orElseThrow()));
            all.put("update/kl1_p95", quantile(Arrays.stream(x).map(v -> -v).toArray()));
            all.put("update/kl1_max", -Arrays.stream(x).min().orElseThrow());
            double[] kl2 = Arrays.stream(x).map(v -> 0.5 * v * v).toArray();
            all.put("update/kl2_max", Arrays.stream(kl2).max().orElseThrow());
            all.put("update/kl2_p95", quantile(kl2));
            double[] kl3 = Arrays.stream(x).map(v -> Math.expm1(v) - v).toArray();
            all.put("update/kl3_max", Arrays.stream(kl3).max().orElseThrow());
            all.put("update/kl3_p95", quantile(kl3));
            double sum = Arrays.stream(x).map(Math::exp).sum();
            double squares = Arrays.stream(x).map(v -> Math.exp(2 * v)).sum();
            all.put("update/effective_sample_size", sum * sum / squares / tokens);
        }
        return all;
    }

    /** The least value that at least {@value #QUANTILE} of the values do not exceed. Sorts its argument. */
    private static double quantile(double[] values) {
        Arrays.sort(values);
        return values[(int) Math.ceil(QUANTILE * values.length) - 1];
    }

    private Mean mean(String name) {
        Mean mean = new Mean(name);
        means.add(mean);
        return mean;
    }

    private Mean[] means(String[] names) {
        return Arrays.stream(names).map(this::mean).toArray(Mean[]::new);
    }

    private static final class Mean {

        private final String name;
        private double sum;
        private double count;

        Mean(String name) {
            this.name = name;
        }

        void add(double value) {
            sum += value;
            count++;
        }

        void add(boolean event) {
            add(event ? 1 : 0);
        }

        void addKnown(double value) {
            if (!Double.isNaN(value)) {
                add(value);
            }
        }
    }
}
