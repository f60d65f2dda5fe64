package dev.kedge.cli;

import dev.kedge.evaluation.CompletionLine;
import dev.kedge.evaluation.Estimate;
import dev.kedge.evaluation.Evaluation;
import dev.kedge.evaluation.JudgedGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Evaluations as {@code kedge eval} shows them: a table, a line of JSON, and their completions line by line. */
final class EvaluationReport {

    private static final String GREEDY = "greedy";

    private final Map<String, Evaluation> evaluations = new LinkedHashMap<>();

    /** Adds the evaluation of a data set; a single one may have the empty name. */
    void add(String name, Evaluation evaluation) {
        evaluations.put(name, evaluation);
    }

    private boolean isNameless() {
        return evaluations.containsKey("");
    }

    /** By name: {@code pass@2} and the like for k = 1, 2, 4, … up to the number of samples. */
    private static Map<String, Estimate> estimates(Evaluation evaluation) {
        JudgedGroups sampled = evaluation.sampled();
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        estimates.put(GREEDY, evaluation.greedy().accuracy());
        estimates.put("avg@" + sampled.largestK(), sampled.accuracy());
        for (int k : sizes(sampled)) {
            estimates.put("pass@" + k, sampled.passAtK(k));
        }
        for (int k : sizes(sampled)) {
            estimates.put("maj@" + k, sampled.majorityAtK(k));
        }
        estimates.put("reward", sampled.reward());
        estimates.put("completion_length", sampled.length());
        estimates.put("truncated", sampled.truncated());
        return estimates;
    }

    private static List<Integer> sizes(JudgedGroups sampled) {
        List<Integer> sizes = new ArrayList<>();
        for (int k = 1; k < sampled.largestK(); k *= 2) {
            sizes.add(k);
        }
        sizes.add(sampled.largestK());
        return sizes;
    }

    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        evaluations.forEach((name, evaluation) -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("prompts", evaluation.sampled().groups().size());
            estimates(evaluation).forEach((estimated, estimate) -> line.put(estimated, fields(estimate)));
            all.put(name, line);
        });
        return JsonText.of(isNameless() ? all.values().iterator().next() : all);
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
        return evaluations.entrySet().stream()
                .map(each -> table(each.getKey(), each.getValue()))
                .collect(Collectors.joining(System.lineSeparator().repeat(2)));
    }

    private static String table(String name, Evaluation evaluation) {
        TextTable table = new TextTable(List.of(name, "mean", "standard error", "95 % interval"));
        estimates(evaluation)
                .forEach((estimated, estimate) -> table.row(List.of(
                        estimated,
                        number(estimate.mean()),
                        number(estimate.standardError()),
                        number(estimate.low()) + " to " + number(estimate.high()))));
        JudgedGroups sampled = evaluation.sampled();
        return table
                + String.format(
                        Locale.ROOT,
                        "%n%d prompts, %d sampled completions of each",
                        sampled.groups().size(),
                        sampled.largestK());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** Every completion and its verdict, one JSON object per line. */
    List<String> completions() {
        List<String> lines = new ArrayList<>();
        evaluations.forEach((name, evaluation) ->
                CompletionLine.of(name, evaluation).forEach(line -> lines.add(JsonText.of(fields(line)))));
        return lines;
    }

    private Map<String, Object> fields(CompletionLine line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!isNameless()) {
            fields.put("data", line.data());
        }
        fields.put("id", line.id());
        fields.put("how", line.how());
        fields.put("prompt", line.prompt());
        fields.put("answer", line.answer());
        fields.put("completion", line.completion());
        fields.put("tokens", line.tokens());
        fields.put("finish_reason", line.finishReason().name().toLowerCase(Locale.ROOT));
        fields.put("outcome", line.outcome().name().toLowerCase(Locale.ROOT));
        fields.put("reward", line.reward());
        fields.put("extracted", line.extracted());
        fields.put("reason", line.reason());
        return fields;
    }
}
