package dev.kedge.lab;

import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.catalogue.Match;
import dev.kedge.divergence.theory.Advantages;
import dev.kedge.divergence.theory.ClippedObjective;
import dev.kedge.divergence.theory.Dynamics;
import dev.kedge.divergence.theory.IntervalCondition;
import dev.kedge.divergence.theory.OneTokenUpdate;
import dev.kedge.divergence.theory.SoftmaxPolicy;
import dev.kedge.divergence.theory.TwoActions;
import dev.kedge.lab.Problem.Start;
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
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one-step analysis: where a sampled token, and the policy with it, ends up when its interval is used to the full.
 */
final class OneTokenPart {

    private static final double[] PROBABILITIES = Grid.even(0.01, 0.99, 99);

    /** Verdicts on the whole policy, each with its opposite. */
    private static final int DRAWS = 8;

    private OneTokenPart() {}

    /** The intervals that are compared, the symmetric one first. */
    private static Map<String, LogInterval> intervals() {
        Map<String, LogInterval> intervals = new LinkedHashMap<>();
        intervals.put(Contender.SYMMETRIC.name(), LogInterval.aroundOne(0.2, 0.2));
        for (Match match : Matched.ALL) {
            intervals.put(
                    "kl3, " + Matched.text(match), Matched.of("kl3", match).interval());
        }
        return intervals;
    }

    private static Stroke stroke(int index) {
        return List.of(
                        Stroke.solid(Palette.INK),
                        Stroke.solid(Palette.BLUE),
                        Stroke.dashed(Palette.VERMILION),
                        Stroke.solid(Palette.GREEN))
                .get(index);
    }

    /** What is looked at, as a function of the bounds and of p. */
    private static final Map<String, BoundsCurve> CURVES = curves();

    /** A number of two actions with given bounds. */
    private interface BoundsCurve extends ToDoubleBiFunction<TwoActions, Double> {}

    private static Map<String, BoundsCurve> curves() {
        Map<String, BoundsCurve> curves = new LinkedHashMap<>();
        curves.put("mass_up", (two, p) -> two.up(p) - p);
        curves.put("mass_down", (two, p) -> two.down(p) - p);
        curves.put("logit_up", (two, p) -> TwoActions.logitChange(p, two.up(p)));
        curves.put("logit_down", (two, p) -> TwoActions.logitChange(p, two.down(p)));
        curves.put("entropy_up", (two, p) -> TwoActions.entropy(two.up(p)) - TwoActions.entropy(p));
        curves.put("entropy_down", (two, p) -> TwoActions.entropy(two.down(p)) - TwoActions.entropy(p));
        curves.put("drift", TwoActions::drift);
        curves.put("entropy_drift", TwoActions::entropyDrift);
        return curves;
    }

    /** Two actions: every quantity against the probability of the one that is looked at. */
    static Figure figure(ObjectNode numbers) {
        ObjectNode all = numbers.putObject("two_actions");
        Grid.put(all, "p", PROBABILITIES);
        Map<String, List<Series>> lines = new LinkedHashMap<>();
        int index = 0;
        for (Map.Entry<String, LogInterval> entry : intervals().entrySet()) {
            TwoActions two =
                    new TwoActions(entry.getValue().low(), entry.getValue().high());
            ObjectNode object = all.putObject(entry.getKey());
            object.put("low", two.low()).put("high", two.high());
            Stroke stroke = stroke(index++);
            CURVES.forEach((name, curve) -> {
                double[] values = Grid.map(PROBABILITIES, p -> curve.applyAsDouble(two, p));
                Grid.put(object, name, values);
                lines.computeIfAbsent(name, key -> new ArrayList<>())
                        .add(Series.line(entry.getKey(), stroke, PROBABILITIES, values));
            });
        }
        List<Panel> panels = List.of(
                panel("mass moved: up if A > 0, down if A < 0", 0, 1, -0.22, 0.22, lines, "mass_up", "mass_down"),
                panel("logit moved: up without end from 1/u", 0, 1, -2, 2, lines, "logit_up", "logit_down"),
                panel("entropy change if A > 0", 0, 1, -0.5, 0.2, lines, "entropy_up"),
                panel("entropy change if A < 0", 0, 1, -0.1, 0.3, lines, "entropy_down"),
                panel("drift of mass if A is a coin", 0.15, 0.85, -0.012, 0.012, lines, "drift"),
                panel("the same for all p", 0, 1, -0.12, 0.12, lines, "drift"));
        return new Figure(
                "one-token",
                "A sampled token pushed to its bound, two actions",
                "Closed form, against the probability p of the token. Last two: the token is sampled with its"
                        + " probability, and A > 0 or A < 0 with equal chance.",
                3,
                List.of(),
                panels);
    }

    private static Panel panel(
            String title,
            double from,
            double to,
            double low,
            double high,
            Map<String, List<Series>> lines,
            String... names) {
        List<Series> series = new ArrayList<>();
        series.add(Series.line("", Stroke.guide(Palette.GUIDE), new double[] {0, 1}, new double[] {0, 0}));
        for (String name : names) {
            series.addAll(lines.getOrDefault(name, List.of()));
        }
        return new Panel(title, "p", Scale.linear(from, to), Scale.linear(low, high), series);
    }

    /** Twenty actions: where the mass goes on average if the verdict is a coin. */
    static Table table(ObjectNode numbers) {
        ObjectNode all = numbers.putObject("one_token_drift");
        List<List<String>> rows = new ArrayList<>();
        for (Start start : Start.values()) {
            ObjectNode ofStart = all.putObject(start.name().toLowerCase(Locale.ROOT));
            intervals().forEach((name, interval) -> {
                OneTokenUpdate update = new OneTokenUpdate(interval);
                Spread mass = over(start, policy -> update.drift(policy)[policy.mode()]);
                Spread entropy = over(start, update::entropyDrift);
                Spread whole = wholePolicy(start, interval);
                ObjectNode object = ofStart.putObject(name);
                mass.into(object.putObject("mode_mass"));
                entropy.into(object.putObject("entropy"));
                whole.into(object.putObject("mode_mass_whole_policy"));
                rows.add(List.of(
                        start.title(),
                        name,
                        Matched.text(interval, 4),
                        mass.times(1000).signed(2),
                        entropy.times(1000).signed(2),
                        whole.times(1000).signed(2)));
            });
        }
        return new Table(
                "one-token-drift",
                "20 actions, verdict a coin: mean change in one round, in thousandths, mean ± standard error (min … max) of "
                        + Trials.SEEDS + " policies",
                List.of(
                        "policy",
                        "interval",
                        "[l, u]",
                        "mass of the likeliest action",
                        "entropy (nats)",
                        "mass, all actions judged"),
                rows);
    }

    /**
     * The change of the likeliest action's mass in a round in which all actions are judged by coins, and its mean with
     * that under the opposite verdict, so that nothing is left but what the condition adds.
     */
    private static Spread wholePolicy(Start start, LogInterval interval) {
        Dynamics dynamics = new Dynamics(
                new ClippedObjective(new IntervalCondition(interval)), Trials.INNER_STEPS, Trials.LEARNING_RATE);
        return Spread.of(LongStream.rangeClosed(1, Trials.SEEDS)
                .mapToDouble(seed -> LongStream.range(0, DRAWS)
                        .mapToDouble(draw -> {
                            SoftmaxPolicy policy = start.policy(seed);
                            double[] coins = Problem.coins(seed, (int) draw);
                            double[] opposite = Grid.map(coins, reward -> 1 - reward);
                            return (gain(dynamics, policy, coins) + gain(dynamics, policy, opposite)) / 2;
                        })
                        .average()
                        .orElseThrow())
                .toArray());
    }

    private static double gain(Dynamics dynamics, SoftmaxPolicy policy, double[] rewards) {
        int mode = policy.mode();
        SoftmaxPolicy after =
                dynamics.round(policy, Advantages.normalized(policy, rewards)).policy();
        return after.probability(mode) - policy.probability(mode);
    }

    private static Spread over(Start start, ToDoubleFunction<SoftmaxPolicy> measure) {
        return Spread.of(LongStream.rangeClosed(1, Trials.SEEDS)
                .mapToObj(start::policy)
                .mapToDouble(measure)
                .toArray());
    }
}
