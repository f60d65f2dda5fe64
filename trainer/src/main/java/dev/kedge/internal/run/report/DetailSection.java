package dev.kedge.internal.run.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The configuration and the provenance of a run, folded away. */
final class DetailSection {

    private DetailSection() {}

    static String of(RecordedRun run, boolean named) {
        String suffix = named ? " of " + Html.escape(run.name()) : "";
        StringBuilder html = new StringBuilder();
        run.config()
                .ifPresent(config -> html.append("<details><summary>Resolved configuration")
                        .append(suffix)
                        .append("</summary><pre>")
                        .append(Html.escape(config))
                        .append("</pre></details>\n"));
        run.provenance()
                .ifPresent(provenance -> html.append("<details><summary>Provenance")
                        .append(suffix)
                        .append("</summary>")
                        .append("<div class=\"scroll\"><table class=\"facts-table\"><tbody>")
                        .append(rows(provenance))
                        .append("</tbody></table></div></details>\n"));
        return html.toString();
    }

    private static String rows(JsonNode object) {
        return object.properties().stream().map(DetailSection::rows).collect(Collectors.joining());
    }

    private static String rows(Map.Entry<String, JsonNode> entry) {
        JsonNode value = entry.getValue();
        if (value.isObject()) {
            return rows(value);
        }
        String text = value.isArray()
                ? List.copyOf(value.values()).stream().map(DetailSection::text).collect(Collectors.joining("\n"))
                : text(value);
        if (text.isEmpty()) {
            return "";
        }
        return "<tr><th>" + Html.escape(entry.getKey().replace('_', ' ')) + "</th><td>"
                + Html.escape(text).replace("\n", "<br>") + "</td></tr>\n";
    }

    private static String text(JsonNode value) {
        if (value.isNull()) {
            return "unknown";
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(entry -> entry.getKey() + " " + text(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return value.asString();
    }
}
