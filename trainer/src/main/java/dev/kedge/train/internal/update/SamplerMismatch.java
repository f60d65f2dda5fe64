package dev.kedge.train.internal.update;

import dev.kedge.internal.metric.Metrics;
import dev.kedge.rollout.Sample;
import java.util.List;

/**
 * The distance of the sampler's log-probabilities from the trainer's for the same tokens and the same weights. In
 * float32 only rounding is left; in bfloat16, or with top-k or top-p, it is a real difference.
 */
public final class SamplerMismatch {

    private SamplerMismatch() {}

    /**
     * Measures all tokens of a step that are learned from.
     *
     * @param samples with the old policy at their tokens
     * @param metrics get what is measured
     */
    public static void measure(List<Sample> samples, Metrics metrics) {
        double weightSum = 0;
        double weightSquareSum = 0;
        long tokens = 0;
        for (Sample sample : samples) {
            if (!sample.isLearned()) {
                continue;
            }
            float[] sampling = sample.samplingLogprobs();
            for (int t = 0; t < sampling.length; t++) {
                double logRatio = sample.oldLogprobs()[t] - sampling[t];
                metrics.mean("sampler/mismatch_mean", Math.abs(logRatio), 1);
                metrics.max("sampler/mismatch_max", Math.abs(logRatio));
                double weight = Math.exp(logRatio);
                weightSum += weight;
                weightSquareSum += weight * weight;
                tokens++;
            }
        }
        metrics.mean("sampler/effective_sample_size", weightSum * weightSum / weightSquareSum, (double) tokens);
    }
}
