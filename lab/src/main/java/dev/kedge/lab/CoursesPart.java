package dev.kedge.lab;

import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.catalogue.Match;
import dev.kedge.divergence.ratio.Kl2;
import dev.kedge.divergence.ratio.Kl3;
import dev.kedge.divergence.theory.DistributionCondition;
import dev.kedge.divergence.theory.DistributionCondition.Divergence;
import dev.kedge.divergence.theory.IntervalCondition;
import dev.kedge.divergence.theory.PolicyCondition;
import dev.kedge.divergence.theory.SoftmaxPolicy;
import dev.kedge.lab.Outcome.Measure;
import dev.kedge.lab.Problem.Goal;
import dev.kedge.lab.Problem.Start;
import dev.kedge.lab.internal.chart.Figure;
import dev.kedge.lab.internal.chart.Palette;
import dev.kedge.lab.internal.chart.Panel;
import dev.kedge.lab.internal.chart.Scale;
import dev.kedge.lab.internal.chart.Series;
import dev.kedge.lab.internal.chart.Stroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The pictures of the comparison: courses over rounds, differences over rounds, and results against how far was moved.
 */
final class CoursesPart {

    private static final double[] ROUNDS =
            IntStream.rangeClosed(0, Trials.ROUNDS).asDoubleStream().toArray();

    /** What is shown against how far a round moves. */
    private static final Map<Measure, String> SIZED = sized();

    private CoursesPart() {}

    private static Map<Measure, String> sized() {
        Map<Measure, String> sized = new LinkedHashMap<>();
        sized.put(Measure.REWARD, "expected reward at the end");
        sized.put(Measure.ENTROPY, "entropy at the end, nats");
        sized.put(Measure.MODE_MASS, "mass of the first mode at the end");
        return sized;
    }

    private static List<String> goals() {
        return Arrays.stream(Goal.values()).map(Goal::title).toList();
    }

    /** Peaked policies, a few conditions: what happens over the rounds. */
    static Figure courses(Bench bench) {
        Map<Contender, Stroke> shown = new LinkedHashMap<>();
        shown.put(Contender.NONE, Stroke.guide(Palette.GUIDE));
        shown.put(Contender.SYMMETRIC, Stroke.solid(Palette.INK));
        shown.put(Contender.CLIP_HIGHER, Stroke.solid(Palette.AMBER));
        shown.put(Contender.of("kl3", Matched.HIGH), Stroke.solid(Palette.BLUE));
        shown.put(Contender.exactKl(), Stroke.dashed(Palette.VERMILION));
        List<Panel> mode = new ArrayList<>();
        List<Panel> entropy = new ArrayList<>();
        List<Panel> kl = new ArrayList<>();
        for (Goal goal : Goal.values()) {
            List<Series> modes = new ArrayList<>();
            List<Series> entropies = new ArrayList<>();
            List<Series> kls = new ArrayList<>();
            shown.forEach((contender, stroke) -> {
                Trials trials = bench.trials(Start.PEAKED, goal, contender.condition());
                String label = (contender.name() + " " + contender.budget()).strip();
                modes.add(Series.line(label, stroke, ROUNDS, means(trials, CoursesPart::mode)));
                entropies.add(Series.line(label, stroke, ROUNDS, means(trials, CoursesPart::entropy)));
                kls.add(Series.line(label, stroke, ROUNDS, means(trials, CoursesPart::kl)));
            });
            mode.add(overRounds("mass of the first mode", Scale.linear(0, 1), modes));
            entropy.add(overRounds("entropy, nats", Scale.linear(0, 3), entropies));
            kl.add(overRounds("exact KL of the round, nats", Scale.log(1e-4, 10), kls));
        }
        List<Panel> panels = new ArrayList<>(mode);
        panels.addAll(entropy);
        panels.addAll(kl);
        return new Figure(
                "dynamics",
                "Peaked policies of 20 actions under conditions, without sampling noise",
                "Means of %d seeds; each round has %d exact gradient steps with learning rate %s."
                        .formatted(Trials.SEEDS, Trials.INNER_STEPS, Trials.LEARNING_RATE),
                Goal.values().length,
                goals(),
                panels);
    }

    /** KL3 less the symmetric interval, at each budget. */
    static Figure differences(Bench bench) {
        List<Stroke> strokes =
                List.of(Stroke.solid(Palette.BLUE), Stroke.dashed(Palette.VERMILION), Stroke.solid(Palette.GREEN));
        List<Panel> mode = new ArrayList<>();
        List<Panel> entropy = new ArrayList<>();
        for (Goal goal : Goal.values()) {
            Trials symmetric = bench.trials(Start.PEAKED, goal, Contender.SYMMETRIC.condition());
            List<Series> modes = new ArrayList<>(List.of(zero()));
            List<Series> entropies = new ArrayList<>(List.of(zero()));
            for (int i = 0; i < strokes.size(); i++) {
                Match match = Matched.ALL.get(i);
                Trials kl3 = bench.trials(
                        Start.PEAKED, goal, Contender.of("kl3", match).condition());
                String label = "kl3 less ratio ± 0.2, both with " + Matched.text(match);
                modes.add(difference(label, strokes.get(i), kl3, symmetric, CoursesPart::mode));
                entropies.add(difference(label, strokes.get(i), kl3, symmetric, CoursesPart::entropy));
            }
            mode.add(overRounds("mass of the first mode, difference", Scale.around(modes), modes));
            entropy.add(overRounds("entropy, difference", Scale.around(entropies), entropies));
        }
        List<Panel> panels = new ArrayList<>(mode);
        panels.addAll(entropy);
        return new Figure(
                "kl3-and-symmetric",
                "What the shape of KL3 changes, at three matched sizes",
                "Peaked policies, %d seeds: difference on the same problem, mean and two standard errors on either side."
                        .formatted(Trials.SEEDS),
                Goal.values().length,
                goals(),
                panels);
    }

    /** Shapes as curves: each point is one size. */
    static Figure sizes(Bench bench) {
        Map<String, DoubleFunction<PolicyCondition>> shapes = new LinkedHashMap<>();
        shapes.put("ratio ± ε", room -> new IntervalCondition(LogInterval.aroundOne(room, room)));
        shapes.put("kl3", room -> new IntervalCondition(new Kl3().interval(new Kl3().thresholdForRatio(1 + room))));
        shapes.put("kl2", room -> new IntervalCondition(new Kl2().interval(new Kl2().thresholdForRatio(1 + room))));
        shapes.put(
                "clip-higher, ε above 1.4 times ε below",
                room -> new IntervalCondition(LogInterval.aroundOne(room / 1.4, room)));
        shapes.put("exact KL", room -> new DistributionCondition(Divergence.KL, new Kl3().thresholdForRatio(1 + room)));
        List<Stroke> strokes = List.of(
                Stroke.solid(Palette.INK),
                Stroke.solid(Palette.BLUE),
                Stroke.dashed(Palette.GREEN),
                Stroke.solid(Palette.AMBER),
                Stroke.dashed(Palette.VERMILION));
        double[] rooms = {0.05, 0.1, 0.15, 0.2, 0.28, 0.4, 0.6};
        Map<Measure, List<Panel>> rows = new LinkedHashMap<>();
        for (Goal goal : Goal.values()) {
            Map<Measure, List<Series>> lines = new LinkedHashMap<>();
            int index = 0;
            for (Map.Entry<String, DoubleFunction<PolicyCondition>> shape : shapes.entrySet()) {
                List<Trials> trials = IntStream.range(0, rooms.length)
                        .mapToObj(i -> bench.trials(
                                Start.PEAKED, goal, shape.getValue().apply(rooms[i])))
                        .toList();
                double[] kl = means(trials, Measure.KL_PER_ROUND);
                for (Measure measure : SIZED.keySet()) {
                    Series line = Series.line(shape.getKey(), strokes.get(index), kl, means(trials, measure));
                    lines.computeIfAbsent(measure, key -> new ArrayList<>()).add(line.dotted());
                }
                index++;
            }
            lines.forEach((measure, series) -> rows.computeIfAbsent(measure, key -> new ArrayList<>())
                    .add(new Panel(
                            SIZED.getOrDefault(measure, ""),
                            "mean KL of a round, nats",
                            Scale.log(3e-4, 0.2),
                            measure == Measure.ENTROPY ? Scale.linear(0, 2.5) : Scale.linear(0, 1.02),
                            series)));
        }
        List<Panel> panels = new ArrayList<>();
        rows.values().forEach(panels::addAll);
        return new Figure(
                "size-and-shape",
                "Size and shape: what is reached against how far a round moves",
                "Peaked policies, means of %d seeds. A curve is a shape; its points are sizes, u from 1.05 to 1.6."
                        .formatted(Trials.SEEDS),
                Goal.values().length,
                goals(),
                panels);
    }

    private static Panel overRounds(String title, Scale y, List<Series> series) {
        return new Panel(title, "round", Scale.linear(0, Trials.ROUNDS), y, series);
    }

    private static Series zero() {
        return Series.line("", Stroke.guide(Palette.GUIDE), new double[] {0, Trials.ROUNDS}, new double[] {0, 0});
    }

    /** The probability of the action that was likeliest at the start. */
    private static double[] mode(Outcome outcome) {
        int mode = outcome.problem().start().mode();
        return outcome.trajectory().course(policy -> policy.probability(mode));
    }

    private static double[] entropy(Outcome outcome) {
        return outcome.trajectory().course(SoftmaxPolicy::entropy);
    }

    private static double[] kl(Outcome outcome) {
        double[] course = new double[Trials.ROUNDS + 1];
        course[0] = Double.NaN;
        for (int round = 0; round < Trials.ROUNDS; round++) {
            course[round + 1] = outcome.trajectory().rounds().get(round).kl();
        }
        return course;
    }

    private static double[] means(Trials trials, Function<Outcome, double[]> course) {
        return spreads(trials.outcomes().stream().map(course).toList(), Spread::mean);
    }

    private static double[] means(List<Trials> trials, Measure measure) {
        return trials.stream().mapToDouble(one -> one.spread(measure).mean()).toArray();
    }

    private static Series difference(
            String label, Stroke stroke, Trials one, Trials other, Function<Outcome, double[]> course) {
        List<double[]> differences = new ArrayList<>();
        for (int seed = 0; seed < one.outcomes().size(); seed++) {
            double[] first = course.apply(one.outcomes().get(seed));
            double[] second = course.apply(other.outcomes().get(seed));
            differences.add(IntStream.range(0, first.length)
                    .mapToDouble(round -> first[round] - second[round])
                    .toArray());
        }
        return Series.line(label, stroke, ROUNDS, spreads(differences, Spread::mean))
                .band(
                        spreads(differences, spread -> spread.mean() - 2 * spread.standardError()),
                        spreads(differences, spread -> spread.mean() + 2 * spread.standardError()));
    }

    private static double[] spreads(List<double[]> courses, ToDoubleFunction<Spread> part) {
        return IntStream.range(0, ROUNDS.length)
                .mapToDouble(round -> part.applyAsDouble(Spread.of(
                        courses.stream().mapToDouble(course -> course[round]).toArray())))
                .toArray();
    }
}
