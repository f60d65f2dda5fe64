package dev.kedge.evaluation;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The results of a policy on held-out prompts: one most probable completion of each, and several sampled ones.
 *
 * @param greedy at temperature 0
 * @param sampled from the policy
 */
public record Evaluation(JudgedGroups greedy, JudgedGroups sampled) {

    /**
     * The numbers of this evaluation by metric name.
     *
     * @return accuracies with their standard errors; length and truncation are those of the sampled completions
     */
    public SortedMap<String, Double> metrics() {
        Estimate greedyAccuracy = greedy.accuracy();
        Estimate sampledAccuracy = sampled.accuracy();
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put("eval/greedy_accuracy", greedyAccuracy.mean());
        metrics.put("eval/greedy_accuracy_standard_error", greedyAccuracy.standardError());
        metrics.put("eval/sampled_accuracy", sampledAccuracy.mean());
        metrics.put("eval/sampled_accuracy_standard_error", sampledAccuracy.standardError());
        metrics.put("eval/completion_length_mean", sampled.length().mean());
        metrics.put("eval/truncated_fraction", sampled.truncated().mean());
        metrics.put("eval/pass_at_k", sampled.passAtK(sampled.largestK()).mean());
        metrics.put(
                "eval/majority_at_k", sampled.majorityAtK(sampled.largestK()).mean());
        return metrics;
    }
}
