package dev.kedge.objective;

import static dev.kedge.documentation.MarkdownTable.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.config.Catalogue;
import dev.kedge.config.Choice;
import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.ProbabilityCondition;
import dev.kedge.divergence.RatioCondition;
import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.divergence.catalogue.ConditionKind;
import dev.kedge.divergence.estimator.KlEstimator;
import dev.kedge.documentation.MarkdownTable;
import dev.kedge.documentation.Page;
import dev.kedge.objective.advantage.AdvantageCatalogue;
import dev.kedge.objective.advantage.AdvantageKind;
import dev.kedge.objective.condition.ConditionEntry;
import dev.kedge.objective.condition.Conditions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of docs/algorithms.md are what the catalogues hold. */
class AlgorithmsPageTest {

    private static final Page PAGE = Page.at("docs/algorithms.md");

    @Test
    void everyPresetIsDocumented() throws IOException {
        MarkdownTable table = new MarkdownTable(
                "preset", "condition", "response", "sidedness", "level", "aggregation", "advantage", "and", "from");
        StringBuilder notes = new StringBuilder();
        for (Preset preset : Preset.all()) {
            ObjectiveConfig axes = preset.objective();
            table.row(
                    code(preset.name()),
                    code(axes.condition().toString()),
                    code(axes.response().toString()),
                    code(axes.sidedness().name().toLowerCase(Locale.ROOT)),
                    code(axes.level().toString()),
                    code(axes.aggregation().toString()),
                    code(axes.advantage().toString()),
                    others(axes),
                    preset.citation());
            if (!preset.note().isEmpty()) {
                notes.append("* `%s`: %s%n".formatted(preset.name(), preset.note()));
            }
        }
        PAGE.holds("presets", "\n" + table + "\n" + notes + "\n");
    }

    /** The axes that most presets leave alone. */
    private static String others(ObjectiveConfig axes) {
        Map<String, Choice> named = new LinkedHashMap<>();
        named.put("worsening_cap", axes.worseningCap());
        named.put("selection", axes.selection());
        named.put("correction", axes.correction());
        named.put("reference", axes.reference());
        named.put("reward_penalty", axes.rewardPenalty());
        named.put("proximal", axes.proximal());
        named.put("controller", axes.controller());
        return named.entrySet().stream()
                .filter(axis -> !axis.getValue().kind().equals("none"))
                .map(axis -> code(axis.getKey() + ": " + axis.getValue()))
                .collect(Collectors.joining(", "));
    }

    @Test
    void everyConditionThatLooksFurtherIsDocumented() throws IOException {
        MarkdownTable table = new MarkdownTable(
                "condition", "is", "C holds while", "looks at", "with every setting at its default", "from");
        for (ConditionEntry<?> entry : Conditions.entries()) {
            table.row(
                    code(entry.definition().name()),
                    entry.definition().title(),
                    code(entry.definition().formula()),
                    entry.looksAt(),
                    code(entry.defaultChoice().toString()),
                    entry.definition().citation());
        }
        PAGE.holds("other conditions", "\n" + table + "\n");
    }

    @Test
    void everyKindOfEveryAxisIsOnThePage() {
        List<Catalogue<?>> axes = List.of(
                ObjectiveCatalogue.RESPONSES,
                ObjectiveCatalogue.LEVELS,
                ObjectiveCatalogue.AGGREGATIONS,
                ObjectiveCatalogue.WORSENING_CAPS,
                ObjectiveCatalogue.SELECTIONS,
                ObjectiveCatalogue.CORRECTIONS,
                ObjectiveCatalogue.REFERENCES,
                ObjectiveCatalogue.PROXIMALS,
                ObjectiveCatalogue.CONTROLLERS);
        for (Catalogue<?> axis : axes) {
            assertThat(axis.kinds()).allSatisfy(kind -> assertThat(PAGE.text()).contains(code(kind)));
        }
    }

    @Test
    void everyConditionIsDocumented() throws IOException {
        MarkdownTable table = new MarkdownTable("condition", "is", "C holds while", "defaults", "low", "high", "from");
        for (ConditionKind kind : ConditionCatalogue.kinds()) {
            if (!(kind.create(Map.of()) instanceof RatioCondition ratio)) {
                continue;
            }
            LogInterval interval = ratio.interval();
            table.row(
                    code(kind.name()),
                    kind.definition().title(),
                    code(kind.definition().formula()),
                    kind.parameters().stream()
                            .map(parameter -> code(parameter.name() + " = " + parameter.defaultValue()))
                            .collect(Collectors.joining(", ")),
                    bound(interval.low()),
                    bound(interval.high()),
                    kind.definition().citation());
        }
        PAGE.holds("conditions", "\n" + table + "\n");
    }

    @Test
    void everyConditionOnTheOldProbabilityIsDocumented() throws IOException {
        List<Double> probabilities = List.of(0.01, 0.1, 0.5, 0.9);
        List<String> headings = new ArrayList<>(List.of("condition", "is", "C holds while", "defaults"));
        probabilities.forEach(p -> headings.add("p = " + p));
        headings.add("from");
        MarkdownTable table = new MarkdownTable(headings.toArray(String[]::new));
        for (ConditionKind kind : ConditionCatalogue.kinds()) {
            if (kind.create(Map.of()) instanceof ProbabilityCondition condition) {
                List<String> cells = new ArrayList<>(List.of(
                        code(kind.name()),
                        kind.definition().title(),
                        code(kind.definition().formula()),
                        kind.parameters().stream()
                                .map(parameter -> code(parameter.name() + " = " + parameter.defaultValue()))
                                .collect(Collectors.joining(", "))));
                for (double p : probabilities) {
                    LogInterval interval = condition.interval(Math.log(p));
                    cells.add(bound(interval.low()) + " – " + bound(interval.high()));
                }
                cells.add(kind.definition().citation());
                table.row(cells.toArray(String[]::new));
            }
        }
        PAGE.holds("probability conditions", "\n" + table + "\n");
    }

    @Test
    void everyAdvantageIsDocumented() throws IOException {
        MarkdownTable table = new MarkdownTable("advantage", "is", "A", "with every setting at its default", "from");
        for (AdvantageKind<?> kind : AdvantageCatalogue.kinds()) {
            table.row(
                    code(kind.name()),
                    kind.definition().title(),
                    code(kind.definition().formula()),
                    code(kind.defaultChoice().toString()),
                    kind.definition().citation());
        }
        PAGE.holds("advantages", "\n" + table + "\n");
    }

    @Test
    void everyEstimatorIsDocumented() throws IOException {
        MarkdownTable table =
                new MarkdownTable("estimator", "its mean over samples of S", "as a loss for S it descends");
        for (KlEstimator estimator : KlEstimator.values()) {
            table.row(code(estimator.label()), estimator.target(), estimator.lossGradient());
        }
        PAGE.holds("estimators", "\n" + table + "\n");
    }

    private static String bound(double ratio) {
        return Double.isInfinite(ratio) ? "∞" : String.format(Locale.ROOT, "%.4f", ratio);
    }
}
