package dev.kedge.cli;

import dev.kedge.evaluation.Estimate;
import dev.kedge.evaluation.Evaluation;
import dev.kedge.evaluation.JudgedGroups;
import dev.kedge.rollout.Rollout;
import dev.kedge.rollout.RolloutGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An evaluation as {@code kedge eval} shows it: a table, a line of JSON, and its completions line by line. */
final class EvaluationReport {

    private final Evaluation evaluation;
    private final JudgedGroups sampled;

    EvaluationReport(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.sampled = evaluation.sampled();
    }

    /** By name: {@code pass@2} and the like for k = 1, 2, 4, … up to the number of samples. */
    private Map<String, Estimate> estimates() {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        estimates.put("greedy", evaluation.greedy().accuracy());
        estimates.put("avg@" + sampled.largestK(), sampled.accuracy());
        for (int k : sizes()) {
            estimates.put("pass@" + k, sampled.passAtK(k));
        }
        for (int k : sizes()) {
            estimates.put("maj@" + k, sampled.majorityAtK(k));
        }
        return estimates;
    }

    private List<Integer> sizes() {
        List<Integer> sizes = new ArrayList<>();
        for (int k = 1; k < sampled.largestK(); k *= 2) {
            sizes.add(k);
        }
        sizes.add(sampled.largestK());
        return sizes;
    }

    String json() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("prompts", sampled.groups().size());
        estimates().forEach((name, estimate) -> line.put(name, fields(estimate)));
        line.put("completion_length_mean", sampled.completionLengthMean());
        line.put("truncated_fraction", sampled.truncatedFraction());
        return JsonText.of(line);
    }

    private static Map<String, Object> fields(Estimate estimate) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("mean", estimate.mean());
        fields.put("standard_error", estimate.standardError());
        fields.put("low", estimate.low());
        fields.put("high", estimate.high());
        return fields;
    }

    @Override
    public String toString() {
        TextTable table = new TextTable(List.of("", "mean", "standard error", "95 % interval"));
        estimates()
                .forEach((name, estimate) -> table.row(List.of(
                        name,
                        number(estimate.mean()),
                        number(estimate.standardError()),
                        number(estimate.low()) + " to " + number(estimate.high()))));
        return table
                + String.format(
                        Locale.ROOT,
                        "%n%n%d prompts; sampled completions have %.1f tokens in the mean, %.1f %% are cut off",
                        sampled.groups().size(),
                        sampled.completionLengthMean(),
                        100 * sampled.truncatedFraction());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** Every completion and its verdict, one JSON object per line. */
    List<String> completions() {
        List<String> lines = new ArrayList<>();
        evaluation.greedy().groups().forEach(group -> addLines(lines, "greedy", group));
        sampled.groups().forEach(group -> addLines(lines, "sampled", group));
        return lines;
    }

    private static void addLines(List<String> lines, String how, RolloutGroup group) {
        for (Rollout rollout : group.rollouts()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("id", group.prompt().id());
            line.put("how", how);
            line.put("prompt", group.prompt().text());
            line.put("answer", group.prompt().answer());
            line.put("completion", rollout.text());
            line.put("finish_reason", rollout.completion().finishReason().name().toLowerCase(Locale.ROOT));
            line.put("outcome", rollout.verdict().outcome().name().toLowerCase(Locale.ROOT));
            line.put("extracted", rollout.verdict().extracted());
            line.put("reason", rollout.verdict().reason());
            lines.add(JsonText.of(line));
        }
    }
}
