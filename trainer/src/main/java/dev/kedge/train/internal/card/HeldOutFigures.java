package dev.kedge.train.internal.card;

import dev.kedge.api.Outcome;
import dev.kedge.evaluation.CompletionLine;
import dev.kedge.evaluation.Estimate;
import dev.kedge.internal.run.EvaluationLog;
import dev.kedge.model.hub.Markdown;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The accuracy on held-out prompts before the first step and after the last evaluation, with its 95 % interval, of each
 * data set, greedy and sampled: read from the completions that the run has kept.
 */
final class HeldOutFigures {

    /** A data set, and how its completions were chosen. */
    private record Row(String data, String how) {

        String label() {
            return (data.isEmpty() ? "" : Markdown.code(data) + ", ") + how;
        }
    }

    /** An accuracy over prompts, and how many. */
    private record Figure(Estimate accuracy, int prompts, int completions) {

        static Figure of(Map<String, int[]> rightAndAll) {
            double[] shares = rightAndAll.values().stream()
                    .mapToDouble(counts -> (double) counts[0] / counts[1])
                    .toArray();
            int all =
                    rightAndAll.values().stream().mapToInt(counts -> counts[1]).sum();
            return new Figure(Estimate.ofShares(shares), shares.length, all);
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%.1f %% (%.1f to %.1f)",
                    100 * accuracy.mean(),
                    100 * accuracy.low(),
                    100 * accuracy.high());
        }
    }

    private final SortedMap<Long, Map<Row, Figure>> byStep;

    private HeldOutFigures(SortedMap<Long, Map<Row, Figure>> byStep) {
        this.byStep = byStep;
    }

    /** Those of a run, from all evaluations that it has kept. */
    static HeldOutFigures of(EvaluationLog log) throws IOException {
        SortedMap<Long, Map<Row, Figure>> byStep = new TreeMap<>();
        for (long step : log.steps()) {
            byStep.put(step, figures(log.read(step, CompletionLine.class)));
        }
        return new HeldOutFigures(byStep);
    }

    private static Map<Row, Figure> figures(List<CompletionLine> lines) {
        Map<Row, Map<String, int[]>> counts = new LinkedHashMap<>();
        for (CompletionLine line : lines) {
            int[] rightAndAll = counts.computeIfAbsent(new Row(line.data(), line.how()), row -> new LinkedHashMap<>())
                    .computeIfAbsent(line.id(), prompt -> new int[2]);
            rightAndAll[0] += line.outcome() == Outcome.CORRECT ? 1 : 0;
            rightAndAll[1]++;
        }
        Map<Row, Figure> figures = new LinkedHashMap<>();
        counts.forEach((row, prompts) -> figures.put(row, Figure.of(prompts)));
        return figures;
    }

    /** A table in Markdown; empty if nothing was evaluated. */
    String table() {
        Map<Row, Figure> first = new LinkedHashMap<>();
        Map<Row, Figure> last = new LinkedHashMap<>();
        byStep.values()
                .forEach(figures -> figures.forEach((row, figure) -> {
                    first.putIfAbsent(row, figure);
                    last.put(row, figure);
                }));
        if (first.isEmpty()) {
            return "";
        }
        StringBuilder table = new StringBuilder("| held-out prompts | number | before | after |\n|---|---|---|---|\n");
        last.forEach((row, figure) -> table.append("| ")
                .append(row.label())
                .append(" | ")
                .append(figure.prompts())
                .append(figure.completions() == figure.prompts() ? "" : ", " + figure.completions() + " completions")
                .append(" | ")
                .append(first.getOrDefault(row, figure).text())
                .append(" | ")
                .append(figure.text())
                .append(" |\n"));
        return table.toString();
    }
}
