package dev.kedge.internal.run.report;

import dev.kedge.api.Outcome;
import dev.kedge.internal.run.EvaluationLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The answers to some held-out prompts before the policy learned and after: the likeliest completions of the first and
 * of the last evaluation, side by side. Prompts whose outcome has changed come first.
 */
final class AnswerSection {

    private static final int PER_DATA_SET = 3;

    /** Of a long prompt its end is shown, which is where the question stands. */
    private static final int SHOWN = 300;

    private static final String GREEDY = "greedy";

    private AnswerSection() {}

    /** A prompt's two completions. */
    private record Pair(EvaluationLine before, EvaluationLine after) {

        boolean changed() {
            return before.outcome() != after.outcome();
        }
    }

    static String of(RecordedRun run) {
        Optional<RecordedRun.StepEvaluations> first = run.firstEvaluations();
        Optional<RecordedRun.StepEvaluations> last = run.lastEvaluations();
        if (first.isEmpty() || last.isEmpty()) {
            return "";
        }
        Map<String, List<Pair>> pairs = pairs(first.get().lines(), last.get().lines());
        if (pairs.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<h2>What it answers</h2>\n<div class=\"samples\">");
        pairs.forEach((data, all) -> {
            html.append("<h3>")
                    .append(data.isEmpty() ? "held-out prompts" : Html.escape(data))
                    .append("</h3>\n");
            all.stream()
                    .sorted(Comparator.comparing(pair -> !pair.changed()))
                    .limit(PER_DATA_SET)
                    .forEach(pair ->
                            append(html, pair, first.get().step(), last.get().step()));
        });
        return html.append("</div>").toString();
    }

    private static Map<String, List<Pair>> pairs(List<EvaluationLine> first, List<EvaluationLine> last) {
        Map<List<String>, EvaluationLine> after = new LinkedHashMap<>();
        last.stream()
                .filter(line -> line.how().equals(GREEDY))
                .forEach(line -> after.put(List.of(line.data(), line.id()), line));
        Map<String, List<Pair>> pairs = new TreeMap<>(); // the run's own have no name and come first
        for (EvaluationLine before : first) {
            EvaluationLine other = after.get(List.of(before.data(), before.id()));
            if (before.how().equals(GREEDY) && other != null) {
                pairs.computeIfAbsent(before.data(), data -> new ArrayList<>()).add(new Pair(before, other));
            }
        }
        return pairs;
    }

    private static void append(StringBuilder html, Pair pair, long first, long last) {
        EvaluationLine before = pair.before();
        html.append("<article class=\"rollout\"><div class=\"part\">prompt ").append(Html.escape(before.id()));
        html.append("</div><pre>")
                .append(Html.escape(end(before.prompt().stripTrailing())))
                .append("</pre>");
        append(html, before, first);
        append(html, pair.after(), last);
        if (!before.answer().isEmpty()) {
            html.append("<div class=\"chips\"><span class=\"chip\">expected ")
                    .append(Html.escape(before.answer()))
                    .append("</span></div>");
        }
        html.append("</article>\n");
    }

    private static String end(String prompt) {
        int from = prompt.length() - SHOWN;
        if (from <= 0) {
            return prompt;
        }
        boolean within = Character.isLowSurrogate(prompt.charAt(from));
        return "…" + prompt.substring(within ? from + 1 : from);
    }

    private static void append(StringBuilder html, EvaluationLine line, long step) {
        boolean right = line.outcome() == Outcome.CORRECT;
        String outcome = line.outcome().name().toLowerCase(Locale.ROOT);
        String said = right || line.reason().isEmpty() ? outcome : line.reason();
        html.append("<div class=\"part\">after step ").append(step).append(": ");
        html.append(right ? "<span class=\"correct\">" : "<span class=\"wrong\">");
        html.append(Html.escape(said)).append("</span>, reward ");
        html.append(String.format(Locale.ROOT, "%.3g", line.reward()));
        html.append("</div><pre class=\"completion\">")
                .append(Html.escape(line.completion()))
                .append("</pre>");
    }
}
