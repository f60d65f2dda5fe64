package dev.kedge.train.internal.update;

import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.weighting.Correction;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The weights that the corrections of an objective gave in the updates of a step, multiplied as they are applied. What
 * is weighed is a token, or a whole sequence where every correction gives all tokens of a sequence one weight: there a
 * sequence counts once, however long it is.
 *
 * <p>Metrics, only where there is a correction: mean and quantiles of the weights; the share of weights that are 0; and
 * the effective sample size {@code (Σw)² / (N·Σw²)}, how many of the N the weighted ones are worth, as a share (0 if
 * nothing is left). Defined in {@code docs/metrics.md}.
 *
 * <p>Not thread-safe.
 */
final class CorrectionWeights {

    private final DoubleStream.Builder weights = DoubleStream.builder();

    /** Takes a micro-batch. */
    void add(List<Correction> corrections, ObjectiveInputs inputs) {
        if (corrections.isEmpty()) {
            return;
        }
        try (NoGradient guard = NoGradient.open();
                Scope scope = Scope.open()) {
            Tensor product = corrections.get(0).weights(inputs);
            for (Correction further : corrections.subList(1, corrections.size())) {
                product = product.mul(further.weights(inputs));
            }
            double[] all = HostMemory.doubles(
                    product.expand_as(inputs.mask()).contiguous().to(ScalarType.Double));
            double[] counted = HostMemory.doubles(inputs.mask().to(ScalarType.Double));
            take(all, counted, (int) inputs.mask().size(1), corrections.stream().allMatch(Correction::ofSequences));
        }
    }

    private void take(double[] all, double[] counted, int columns, boolean ofSequences) {
        for (int row = 0; row < all.length; row += columns) {
            for (int token = row; token < row + columns; token++) {
                if (counted[token] != 0) {
                    weights.add(all[token]);
                    if (ofSequences) {
                        break; // the other tokens have the same
                    }
                }
            }
        }
    }

    /** What was measured of all micro-batches; empty without a correction. Ends the measuring. */
    SortedMap<String, Double> metrics() {
        double[] sorted = weights.build().sorted().toArray();
        SortedMap<String, Double> metrics = new TreeMap<>();
        if (sorted.length == 0) {
            return metrics;
        }
        double sum = Arrays.stream(sorted).sum();
        double squares = Arrays.stream(sorted).map(weight -> weight * weight).sum();
        metrics.put("correction/weight_mean", sum / sorted.length);
        metrics.put("correction/weight_p05", quantile(sorted, 0.05));
        metrics.put("correction/weight_p50", quantile(sorted, 0.5));
        metrics.put("correction/weight_p95", quantile(sorted, 0.95));
        metrics.put("correction/weight_max", sorted[sorted.length - 1]);
        metrics.put(
                "correction/removed_fraction",
                (double) Arrays.stream(sorted).filter(weight -> weight == 0).count() / sorted.length);
        metrics.put("correction/effective_sample_size", squares == 0 ? 0 : sum * sum / squares / sorted.length);
        return metrics;
    }

    /** The least weight that at least this share of the weights do not exceed. */
    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
