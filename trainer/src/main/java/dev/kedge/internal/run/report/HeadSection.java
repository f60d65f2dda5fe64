package dev.kedge.internal.run.report;

import dev.kedge.internal.run.BeforeAfter;
import dev.kedge.internal.run.Durations;
import dev.kedge.internal.run.MetricsLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The top of the page: what the run is, what came out of it, and the table of before and after. */
final class HeadSection {

    private static final String GREEDY = "eval/greedy_accuracy";
    private static final String SAMPLED = "eval/sampled_accuracy";
    private static final String REWARD = "rollout/reward_mean";

    private HeadSection() {}

    static String ofOne(RecordedRun run) {
        List<BeforeAfter> changes = run.changes();
        StringBuilder html = new StringBuilder("<p class=\"facts\">");
        facts(run).forEach(fact -> html.append("<span>").append(fact).append("</span>"));
        html.append("</p>\n");
        html.append("<p class=\"verdict\">").append(verdict(run, changes)).append("</p>\n<div class=\"tiles\">");
        changes.stream()
                .limit(3)
                .forEach(change -> html.append("<div class=\"tile\"><div class=\"label\">")
                        .append(Html.escape(change.label()))
                        .append("</div><div class=\"numbers\"><span class=\"before\">")
                        .append(change.beforeText())
                        .append("</span><span class=\"arrow\">→</span>")
                        .append(change.afterText())
                        .append("</div></div>"));
        return html.append("</div>").toString();
    }

    static String ofSeveral(List<RecordedRun> runs) {
        return "<p class=\"facts\"><span>" + runs.size() + " runs side by side</span></p>";
    }

    /** One run: a row per quantity. */
    static String changes(RecordedRun run) {
        StringBuilder html =
                new StringBuilder("<h2>Before and after</h2>\n<div class=\"scroll narrow\"><table><thead><tr>"
                        + "<th></th><th>before</th><th>after</th></tr></thead><tbody>");
        for (BeforeAfter change : run.changes()) {
            html.append("<tr><th>")
                    .append(Html.escape(change.label()))
                    .append("</th><td>")
                    .append(change.beforeText())
                    .append("</td><td class=\"after\">")
                    .append(change.afterText())
                    .append("</td></tr>\n");
        }
        return html.append("</tbody></table></div>").toString();
    }

    /** Several runs: a row per run. */
    static String comparison(List<RecordedRun> runs) {
        StringBuilder html = new StringBuilder("<h2>Before and after</h2>\n<div class=\"scroll\"><table><thead><tr>"
                + "<th>run</th><th>greedy accuracy</th><th>sampled accuracy</th><th>mean reward</th><th>seed</th>"
                + "<th>steps</th><th>time</th></tr></thead><tbody>");
        for (int index = 0; index < runs.size(); index++) {
            RecordedRun run = runs.get(index);
            List<BeforeAfter> changes = run.changes();
            html.append("<tr><th><span class=\"swatch\" style=\"background:var(--c")
                    .append(index % 8)
                    .append(")\"></span>")
                    .append(Html.escape(run.name()))
                    .append("</th>");
            for (String metric : List.of(GREEDY, SAMPLED, REWARD)) {
                cell(
                        html,
                        BeforeAfter.find(changes, metric)
                                .map(change -> change.beforeText() + " → " + change.afterText()));
            }
            cell(html, fact(run, "seed"));
            cell(html, Optional.of(run.lastStep() + (run.summary().isPresent() ? "" : " so far")));
            cell(html, totalTime(run));
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>").toString();
    }

    private static void cell(StringBuilder html, Optional<String> text) {
        html.append("<td>").append(Html.escape(text.orElse("–"))).append("</td>");
    }

    private static List<String> facts(RecordedRun run) {
        List<String> facts = new ArrayList<>();
        facts.add(
                run.summary().isPresent()
                        ? "<span class=\"state finished\">finished</span>, " + run.lastStep() + " steps"
                        : "<span class=\"state running\">not finished</span>, step " + run.lastStep());
        recipe(run).ifPresent(recipe -> facts.add("recipe " + Html.escape(recipe)));
        fact(run, "seed").ifPresent(seed -> facts.add("seed " + Html.escape(seed)));
        totalTime(run).ifPresent(facts::add);
        fact(run, "started").ifPresent(started -> facts.add("started " + Html.escape(started.replace('T', ' '))));
        return facts;
    }

    private static String verdict(RecordedRun run, List<BeforeAfter> changes) {
        Optional<BeforeAfter> main =
                BeforeAfter.find(changes, GREEDY).or(() -> changes.stream().findFirst());
        return main.map(change -> sentence(change, run.summary().isPresent())).orElse("Nothing has been measured yet.");
    }

    private static String sentence(BeforeAfter change, boolean finished) {
        String label = Html.escape(change.label());
        return Character.toUpperCase(label.charAt(0)) + label.substring(1) + " went from <b>" + change.beforeText()
                + "</b> to <b>" + change.afterText() + "</b>" + (finished ? "." : " so far.");
    }

    private static Optional<String> totalTime(RecordedRun run) {
        return run.summary()
                .map((MetricsLine line) -> line.value("time/total_seconds"))
                .filter(Double::isFinite)
                .map(Durations::text);
    }

    private static Optional<String> fact(RecordedRun run, String name) {
        return run.provenance()
                .flatMap(provenance -> Optional.ofNullable(provenance.get(name)))
                .map(value -> value.asString());
    }

    private static Optional<String> recipe(RecordedRun run) {
        return run.provenance()
                .flatMap(provenance -> provenance.path("files").values().stream()
                        .filter(file -> file.path("role").asString("").equals("recipe"))
                        .map(file -> file.path("path").asString(""))
                        .findFirst());
    }
}
