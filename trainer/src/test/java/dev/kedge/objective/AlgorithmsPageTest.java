package dev.kedge.objective;

import static dev.kedge.documentation.MarkdownTable.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.api.Catalogue;
import dev.kedge.api.Choice;
import dev.kedge.api.ForeignKinds;
import dev.kedge.api.Kind;
import dev.kedge.config.RecipeWriter;
import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.ProbabilityCondition;
import dev.kedge.divergence.RatioCondition;
import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.divergence.catalogue.ConditionKind;
import dev.kedge.divergence.estimator.KlEstimator;
import dev.kedge.documentation.MarkdownTable;
import dev.kedge.documentation.Page;
import dev.kedge.objective.advantage.AdvantageCatalogue;
import dev.kedge.objective.advantage.AdvantageEstimator;
import dev.kedge.objective.condition.ConditionSet;
import dev.kedge.objective.condition.Conditions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
            Map<String, String> axes = axes(preset);
            table.row(
                    code(preset.name()),
                    axis(axes, "condition"),
                    axis(axes, "response"),
                    axis(axes, "sidedness"),
                    axis(axes, "level"),
                    axis(axes, "aggregation"),
                    axis(axes, "advantage"),
                    axes.entrySet().stream()
                            .map(other -> code(other.getKey() + ": " + other.getValue()))
                            .collect(Collectors.joining(", ")),
                    preset.citation());
            if (!preset.note().isEmpty()) {
                notes.append("* `%s`: %s%n".formatted(preset.name(), preset.note()));
            }
        }
        PAGE.holds("presets", "\n" + table + "\n" + notes + "\n");
    }

    /** What a preset says that plain GRPO does not, by axis. */
    private static Map<String, String> axes(Preset preset) {
        Map<String, String> axes = new LinkedHashMap<>();
        for (String line : preset.axes()) {
            int colon = line.indexOf(": ");
            axes.put(line.substring(0, colon), line.substring(colon + 2));
        }
        return axes;
    }

    private static String axis(Map<String, String> axes, String name) {
        return Optional.ofNullable(axes.remove(name)).map(MarkdownTable::code).orElse("");
    }

    @Test
    void everyConditionThatLooksFurtherIsDocumented() throws IOException {
        MarkdownTable table = new MarkdownTable(
                "condition", "is", "C holds while", "looks at", "with every setting at its default", "from");
        for (Kind<?, ConditionSet> kind : Conditions.further()) {
            table.row(
                    code(kind.name()),
                    kind.about().title(),
                    code(kind.about().formula()),
                    kind.about().looksAt(),
                    code(RecipeWriter.inline(Choice.of(kind))),
                    kind.about().citation());
        }
        PAGE.holds("other conditions", "\n" + table + "\n");
    }

    @Test
    void everyKindOfEveryAxisIsOnThePage() {
        for (Catalogue<?> axis :
                ObjectiveCatalogue.catalogues(ForeignKinds.none()).all()) {
            assertThat(axis.names()).allSatisfy(kind -> assertThat(PAGE.text()).contains(code(kind)));
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
        for (Kind<?, AdvantageEstimator> kind :
                AdvantageCatalogue.estimators(ForeignKinds.none()).kinds()) {
            table.row(
                    code(kind.name()),
                    kind.about().title(),
                    code(kind.about().formula()),
                    code(RecipeWriter.inline(Choice.of(kind))),
                    kind.about().citation());
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
