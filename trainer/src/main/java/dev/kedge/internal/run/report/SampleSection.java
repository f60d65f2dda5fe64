package dev.kedge.internal.run.report;

import dev.kedge.api.Outcome;
import dev.kedge.internal.run.RolloutLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A few rollouts of the first and of the last recorded step, for a person to read. */
final class SampleSection {

    private static final int PER_STEP = 4;

    private SampleSection() {}

    static String of(RecordedRun run) {
        StringBuilder html = new StringBuilder();
        run.firstRollouts().ifPresent(step -> append(html, step));
        run.lastRollouts().ifPresent(step -> append(html, step));
        return html.isEmpty() ? "" : "<h2>What was sampled</h2>\n<div class=\"samples\">" + html + "</div>";
    }

    private static void append(StringBuilder html, RecordedRun.StepRollouts step) {
        html.append("<h3>Step ").append(step.step()).append("</h3>\n");
        chosen(step.lines()).forEach(line -> append(html, line));
    }

    /** The first right one and the first other one, then in order. */
    private static List<RolloutLine> chosen(List<RolloutLine> lines) {
        List<RolloutLine> chosen = new ArrayList<>();
        lines.stream()
                .filter(line -> line.outcome() == Outcome.CORRECT)
                .findFirst()
                .ifPresent(chosen::add);
        lines.stream()
                .filter(line -> line.outcome() != Outcome.CORRECT)
                .findFirst()
                .ifPresent(chosen::add);
        for (RolloutLine line : lines) {
            boolean newPrompt =
                    chosen.stream().noneMatch(other -> other.promptId().equals(line.promptId()));
            if (chosen.size() < PER_STEP && newPrompt) {
                chosen.add(line);
            }
        }
        return chosen;
    }

    private static void append(StringBuilder html, RolloutLine line) {
        html.append("<article class=\"rollout\"><div class=\"part\">prompt ").append(Html.escape(line.promptId()));
        html.append("</div><pre>").append(Html.escape(line.prompt().stripTrailing()));
        html.append("</pre><div class=\"part\">completion</div><pre class=\"completion\">");
        html.append(Html.escape(line.completion())).append("</pre><div class=\"chips\">");
        String outcome = line.outcome().name().toLowerCase(Locale.ROOT);
        chip(html, line.outcome() == Outcome.CORRECT ? "chip correct" : "chip wrong", outcome);
        chip(html, "chip", String.format(Locale.ROOT, "reward %.3g", line.reward()));
        chip(html, "chip", String.format(Locale.ROOT, "advantage %.3g", line.advantage()));
        if (!line.extracted().isEmpty()) {
            chip(html, "chip", "read as " + line.extracted());
        }
        if (!line.answer().isEmpty()) {
            chip(html, "chip", "expected " + line.answer());
        }
        chip(
                html,
                "chip",
                line.tokens().length + " tokens, " + line.finishReason().name().toLowerCase(Locale.ROOT));
        html.append("</div></article>\n");
    }

    private static void chip(StringBuilder html, String style, String text) {
        html.append("<span class=\"")
                .append(style)
                .append("\">")
                .append(Html.escape(text))
                .append("</span>");
    }
}
