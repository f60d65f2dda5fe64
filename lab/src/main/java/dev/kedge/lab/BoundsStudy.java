package dev.kedge.lab;

import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.ProbabilityCondition;
import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.divergence.catalogue.ConditionKind;
import dev.kedge.divergence.catalogue.Match;
import dev.kedge.divergence.ratio.CressieRead;
import dev.kedge.divergence.ratio.DivergenceBall;
import dev.kedge.divergence.ratio.Kl2;
import dev.kedge.divergence.ratio.Kl3;
import dev.kedge.divergence.ratio.PearsonChiSquare;
import dev.kedge.divergence.ratio.RatioMeasure;
import dev.kedge.divergence.ratio.ReverseKl;
import dev.kedge.divergence.ratio.SquaredHellinger;
import dev.kedge.lab.Study.Table;
import dev.kedge.lab.internal.chart.Figure;
import dev.kedge.lab.internal.chart.Palette;
import dev.kedge.lab.internal.chart.Panel;
import dev.kedge.lab.internal.chart.Scale;
import dev.kedge.lab.internal.chart.Series;
import dev.kedge.lab.internal.chart.Stroke;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The interval [l, u] of every condition in the catalogue: against the threshold δ where it depends on the ratio alone,
 * against the old probability p where it depends on that too.
 */
public final class BoundsStudy {

    private static final double[] DELTAS = Grid.logarithmic(1e-3, 1, 73);
    private static final double[] PROBABILITIES = Grid.logarithmic(1e-3, 1, 73);
    /** The member of the Cressie-Read family whose curve goes through DAPO's 0.2 and 0.28. */
    private static final double DAPO_ALPHA = -2.303;

    /** KL1 has no upper bound and so no width to match. */
    private static final String ONE_SIDED = "kl1";

    private static final double MAX_RATIO = 3.5;

    /** Shapes that are compared in one chart, from less to more room above. Neyman's has the curve of kl2: l·u = 1. */
    private static final Map<RatioMeasure, Stroke> SHAPES = shapes();

    private static Map<RatioMeasure, Stroke> shapes() {
        Map<RatioMeasure, Stroke> shapes = new LinkedHashMap<>();
        shapes.put(new PearsonChiSquare(), Stroke.solid(Palette.INK));
        shapes.put(new ReverseKl(), Stroke.solid(Palette.SKY));
        shapes.put(new SquaredHellinger(), Stroke.dashed(Palette.GREEN));
        shapes.put(new Kl3(), Stroke.solid(Palette.BLUE));
        shapes.put(new Kl2(), Stroke.dashed(Palette.PURPLE));
        shapes.put(new CressieRead(DAPO_ALPHA), Stroke.solid(Palette.VERMILION));
        return shapes;
    }

    private BoundsStudy() {}

    /**
     * Solves every interval.
     *
     * @return figures, the table of matched budgets, and the numbers
     */
    public static Study run() {
        ObjectNode numbers = JsonMapper.shared().createObjectNode();
        List<Figure> figures = new ArrayList<>();
        figures.add(byThreshold(numbers));
        figures.add(room());
        byProbability(numbers).ifPresent(figures::add);
        return new Study("bounds", Drawing.of(figures), List.of(matched(numbers)), numbers);
    }

    private static Figure byThreshold(ObjectNode numbers) {
        ObjectNode all = numbers.putObject("by_delta");
        Grid.put(numbers, "delta", DELTAS);
        List<Panel> panels = new ArrayList<>();
        for (ConditionKind kind : withThreshold()) {
            double[] low = bounds(kind, LogInterval::low);
            double[] high = bounds(kind, LogInterval::high);
            ObjectNode object = all.putObject(kind.name());
            Grid.put(object, "low", low);
            Grid.put(object, "high", high);
            List<Series> series = new ArrayList<>();
            if (kind.create(Map.of()) instanceof DivergenceBall ball
                    && ball.measure().curvature().isPresent()) {
                Stroke guide = Stroke.guide(Palette.GUIDE);
                series.add(Series.line(
                        "1 ± sqrt(2 delta), the symmetric interval of the same scale",
                        guide,
                        DELTAS,
                        Grid.map(DELTAS, delta -> 1 + Math.sqrt(2 * delta))));
                series.add(Series.line(
                        "", guide, DELTAS, Grid.map(DELTAS, delta -> Math.max(0, 1 - Math.sqrt(2 * delta)))));
            }
            Stroke edge = Stroke.solid(Palette.BLUE);
            series.add(Series.line("allowed ratios", edge, DELTAS, high).band(low, high));
            series.add(Series.line("", edge, DELTAS, low));
            panels.add(new Panel(
                    kind.name() + ": ratio w",
                    threshold(kind),
                    Scale.log(1e-3, 1),
                    Scale.linear(0, MAX_RATIO),
                    series));
        }
        return new Figure(
                "bounds",
                "Which importance ratios a condition allows",
                "Interval [l, u] against the threshold, for every condition of the catalogue that has one threshold.",
                4,
                List.of(),
                panels);
    }

    /** One line per shape: a measure is a curve, its threshold a place on the curve. */
    private static Figure room() {
        List<Series> series = new ArrayList<>();
        double most = 0.6;
        series.add(Series.line(
                "as much above as below", Stroke.guide(Palette.GUIDE), new double[] {0, most}, new double[] {0, most}));
        double[] deltas = Grid.logarithmic(1e-5, 2, 100);
        SHAPES.forEach((measure, stroke) -> {
            double[] below = Grid.map(deltas, delta -> measure.interval(delta).oneMinusLow());
            double[] above = Grid.map(deltas, delta -> measure.interval(delta).highMinusOne());
            series.add(Series.line(label(measure), stroke, below, above));
        });
        Stroke published = new Stroke(Palette.AMBER, 0, 0);
        series.add(Series.line(
                        "published clips: 0.2/0.2, 0.2/0.272, 0.2/0.28",
                        published,
                        new double[] {0.2, Double.NaN, 0.2, Double.NaN, 0.2},
                        new double[] {0.2, Double.NaN, 0.272, Double.NaN, 0.28})
                .dotted());
        List<Panel> panels = List.of(
                new Panel(
                        "u − 1, room above",
                        "1 − l, room below",
                        Scale.linear(0, most),
                        Scale.linear(0, 1.2),
                        List.copyOf(series)),
                new Panel(
                        "u − 1, near the usual sizes",
                        "1 − l",
                        Scale.linear(0.1, 0.3),
                        Scale.linear(0.1, 0.4),
                        List.copyOf(series)));
        return new Figure(
                "bounds-shape",
                "Shape and size of an interval",
                "A measure is a curve; its threshold is a place on the curve. Dots: clips as published.",
                2,
                List.of(),
                panels);
    }

    private static Optional<Figure> byProbability(ObjectNode numbers) {
        ObjectNode all = numbers.putObject("by_old_probability");
        Grid.put(numbers, "old_probability", PROBABILITIES);
        LogInterval kl3 = Matched.of("kl3", Matched.HIGH).interval();
        List<Panel> panels = new ArrayList<>();
        for (ConditionKind kind : ConditionCatalogue.kinds()) {
            if (!(kind.create(Map.of()) instanceof ProbabilityCondition condition)) {
                continue;
            }
            double[] low =
                    Grid.map(PROBABILITIES, p -> condition.interval(Math.log(p)).low());
            double[] high =
                    Grid.map(PROBABILITIES, p -> condition.interval(Math.log(p)).high());
            ObjectNode object = all.putObject(kind.name());
            kind.parameters().forEach(parameter -> object.put(parameter.name(), parameter.defaultValue()));
            Grid.put(object, "low", low);
            Grid.put(object, "high", high);
            Stroke edge = Stroke.solid(Palette.BLUE);
            Stroke guide = Stroke.guide(Palette.GUIDE);
            panels.add(new Panel(
                    kind.name() + ": ratio w",
                    "old probability p",
                    Scale.log(1e-3, 1),
                    Scale.linear(0, MAX_RATIO),
                    List.of(
                            Series.line("allowed ratios", edge, PROBABILITIES, high)
                                    .band(low, high),
                            Series.line("", edge, PROBABILITIES, low),
                            Series.line(
                                    "kl3 at u = 1.2", guide, PROBABILITIES, Grid.map(PROBABILITIES, p -> kl3.low())),
                            Series.line("", guide, PROBABILITIES, Grid.map(PROBABILITIES, p -> kl3.high())),
                            Series.line(
                                    "1/p: no probability exceeds 1",
                                    Stroke.dashed(Palette.VERMILION),
                                    PROBABILITIES,
                                    Grid.map(PROBABILITIES, p -> 1 / p)))));
        }
        return panels.isEmpty()
                ? Optional.empty()
                : Optional.of(new Figure(
                        "bounds-by-probability",
                        "Conditions that know the old probability",
                        "Interval [l, u] at the defaults of the catalogue.",
                        Math.min(panels.size(), 4),
                        List.of(),
                        panels));
    }

    private static Table matched(ObjectNode numbers) {
        ObjectNode all = numbers.putObject("matched");
        List<List<String>> rows = new ArrayList<>();
        for (ConditionKind kind : withThreshold()) {
            if (kind.name().equals(ONE_SIDED)) {
                continue;
            }
            ObjectNode object = all.putObject(kind.name());
            List<String> row = new ArrayList<>(List.of(kind.name()));
            for (Match match : Matched.ALL) {
                Matched matched = Matched.of(kind, match);
                LogInterval interval = matched.interval();
                object.putObject(Matched.text(match))
                        .put("threshold", matched.threshold())
                        .put("low", interval.low())
                        .put("high", interval.high());
                row.add(Spread.number(matched.threshold(), 6));
                row.add(Matched.text(interval, 4));
            }
            rows.add(row);
        }
        return new Table(
                "bounds-matched",
                "Intervals at matched budgets",
                List.of("condition", "δ at u = 1.2", "[l, u]", "δ at l = 0.8", "[l, u]", "δ at width 0.4", "[l, u]"),
                rows);
    }

    /** Kinds on the ratio alone, with one threshold. */
    private static List<ConditionKind> withThreshold() {
        return ConditionCatalogue.kinds().stream()
                .filter(kind -> !kind.needsProbability() && kind.thresholdName().isPresent())
                .toList();
    }

    /** The threshold, and what else the kind takes, at its default. */
    private static String threshold(ConditionKind kind) {
        String others = kind.parameters().stream()
                .filter(parameter -> !parameter.isThreshold())
                .map(parameter -> "; " + parameter.name() + " = " + parameter.defaultValue())
                .collect(Collectors.joining());
        return kind.thresholdName().orElseThrow() + others;
    }

    private static double[] bounds(ConditionKind kind, ToDoubleFunction<LogInterval> end) {
        return Grid.map(DELTAS, delta -> end.applyAsDouble(Matched.interval(kind, delta)));
    }

    private static String label(RatioMeasure measure) {
        String name = measure.definition().name();
        return measure instanceof CressieRead family ? name + ", alpha = " + family.alpha() : name;
    }
}
