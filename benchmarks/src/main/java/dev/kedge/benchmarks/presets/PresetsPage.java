package dev.kedge.benchmarks.presets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The parts of {@code docs/experiments/presets.md} that follow from the results: the table of all variants, and which
 * of them differ from the one without a condition by more than the spread over seeds.
 */
final class PresetsPage {

    private static final String MISSING = "–";

    private final List<Variant> variants;
    private final Map<String, List<JsonNode>> results;

    /**
     * The page of some results.
     *
     * @param variants rows, in order
     * @param lines of {@code presets.jsonl}; of several with one preset and seed the last counts, what is of no variant
     *     is left out
     */
    PresetsPage(List<Variant> variants, List<String> lines) {
        this.variants = variants;
        Map<String, JsonNode> newest = new LinkedHashMap<>();
        for (String line : lines) {
            JsonNode result = JsonMapper.shared().readTree(line);
            newest.put(result.required("preset") + " " + result.required("seed"), result);
        }
        this.results = newest.values().stream()
                .collect(Collectors.groupingBy(
                        result -> result.required("preset").asString()));
    }

    /** The page with its generated parts as they should be. */
    String rewritten(String page) {
        return replaced(replaced(page, "presets", "\n" + table() + "\n"), "differences", "\n" + differences() + "\n");
    }

    /** A row for each variant, a column for each quantity. */
    String table() {
        List<String> headings = new ArrayList<>(List.of("preset", "aggregation"));
        Quantity.ALL.forEach(quantity -> headings.add(quantity.heading()));
        List<String> rows = new ArrayList<>();
        rows.add(row(headings));
        rows.add("|" + "---|".repeat(headings.size()));
        for (Variant variant : variants) {
            List<String> cells = new ArrayList<>(List.of(name(variant), aggregation(variant)));
            for (Quantity quantity : Quantity.ALL) {
                cells.add(quantity.of(of(variant)).map(quantity::text).orElse(MISSING));
            }
            rows.add(row(cells));
        }
        String notes = variants.stream()
                .flatMap(variant -> note(variant).stream())
                .map(note -> "* " + note + "\n")
                .collect(Collectors.joining());
        return String.join("\n", rows) + "\n" + (notes.isEmpty() ? "" : "\n" + notes);
    }

    /**
     * For each quantity, the variants whose difference from the one without a condition, seed by seed, is larger in the
     * mean than its lowest and highest are apart.
     */
    String differences() {
        List<String> rows = new ArrayList<>();
        rows.add(row(List.of("", "lower than `" + Variant.NO_CONDITION + "`", "higher")));
        rows.add("|---|---|---|");
        List<JsonNode> without = results.getOrDefault(Variant.NO_CONDITION, List.of());
        for (Quantity quantity : Quantity.COMPARED) {
            List<String> lower = new ArrayList<>();
            List<String> higher = new ArrayList<>();
            for (Variant variant : variants) {
                Optional<Spread> difference =
                        quantity.difference(of(variant), without).filter(Spread::exceedsItsRange);
                difference.ifPresent(spread -> (spread.mean() < 0 ? lower : higher)
                        .add("`" + variant.name() + "` " + spread.signedText(quantity.decimals())));
            }
            rows.add(row(List.of(quantity.heading(), listed(lower), listed(higher))));
        }
        return String.join("\n", rows) + "\n";
    }

    /**
     * What a reader must know of a row: runs that are missing, stopped, without updates, or of an earlier definition.
     */
    private Optional<String> note(Variant variant) {
        List<String> notes = new ArrayList<>();
        List<JsonNode> runs = of(variant);
        if (runs.size() < PresetRuns.SEEDS) {
            notes.add(runs.size() + " of " + PresetRuns.SEEDS + " seeds were run");
        }
        for (JsonNode run : runs) {
            String seed = "seed " + run.required("seed").asLong();
            if (run.has("failure")) {
                notes.add(seed + " stopped: " + run.required("failure").asString());
            }
            long skipped = run.path("skipped_steps").asLong(0);
            if (skipped > 0) {
                notes.add(seed + " made no update in " + skipped + " steps: all advantages were 0");
            }
            if (!variant.isDefinedAs(run.required("objective").asString())) {
                notes.add(seed + " was run with an earlier definition, "
                        + run.required("objective").asString());
            }
        }
        return notes.isEmpty()
                ? Optional.empty()
                : Optional.of("`" + variant.name() + "`: " + String.join("; ", notes));
    }

    private List<JsonNode> of(Variant variant) {
        return results.getOrDefault(variant.name(), List.of());
    }

    private static String name(Variant variant) {
        return variant.name().equals(Variant.NO_CONDITION)
                ? "*" + variant.name() + "*"
                : "[" + variant.name() + "](../algorithms.md#presets)";
    }

    /** What the recipe is told in place of its own aggregation. */
    private static String aggregation(Variant variant) {
        return variant.overrides().stream()
                .filter(override -> override.startsWith(Variant.AGGREGATION))
                .map(override -> "`" + override.substring(Variant.AGGREGATION.length()) + "`")
                .collect(Collectors.joining());
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : names.size() + ": " + String.join(", ", names);
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String replaced(String page, String part, String text) {
        String begin = "<!-- generated: " + part + " -->\n";
        String end = "<!-- end: " + part + " -->\n";
        int from = page.indexOf(begin);
        int to = page.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("the page must have the lines " + begin.strip() + " and " + end.strip());
        }
        return page.substring(0, from + begin.length()) + text + page.substring(to);
    }
}
