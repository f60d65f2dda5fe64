package dev.kedge.lab;

import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.divergence.catalogue.Match;
import dev.kedge.divergence.theory.IntervalCondition;
import dev.kedge.lab.Outcome.Measure;
import dev.kedge.lab.Problem.Goal;
import dev.kedge.lab.Problem.Start;
import dev.kedge.lab.Study.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every condition on every problem, and the differences from the symmetric interval seed by seed. */
final class ComparisonPart {

    private ComparisonPart() {}

    /** Every condition on every problem: all numbers into JSON, those of peaked policies into tables. */
    static List<Table> outcomes(Bench bench, ObjectNode numbers) {
        ArrayNode all = numbers.putArray("outcomes");
        List<Table> tables = new ArrayList<>();
        for (Goal goal : Goal.values()) {
            List<List<String>> rows = new ArrayList<>();
            for (Start start : Start.values()) {
                for (Contender contender : Contender.all()) {
                    Trials trials = bench.trials(start, goal, contender.condition());
                    ObjectNode object = all.addObject();
                    object.put("start", name(start)).put("goal", name(goal));
                    object.put("condition", contender.name()).put("budget", contender.budget());
                    object.put("bounds", contender.bounds());
                    for (Measure measure : Measure.values()) {
                        trials.spread(measure).into(object.putObject(measure.key()));
                    }
                    if (start == Start.PEAKED) {
                        rows.add(List.of(
                                contender.name(),
                                contender.budget(),
                                contender.bounds(),
                                trials.spread(Measure.REWARD).text(3),
                                trials.spread(Measure.ENTROPY).text(3),
                                trials.spread(Measure.MODE_MASS).text(3),
                                trials.spread(Measure.KL_PER_ROUND).meanText(4),
                                trials.spread(Measure.CLIPPED).times(100).meanText(1) + " %"));
                    }
                }
            }
            tables.add(new Table(
                    "outcomes-" + name(goal),
                    "Peaked policies, " + goal.title() + ": after " + Trials.ROUNDS + " rounds, mean (min … max) of "
                            + Trials.SEEDS + " seeds",
                    List.of(
                            "condition",
                            "matched to",
                            "allows",
                            "expected reward",
                            "entropy (nats)",
                            "mass of the first mode",
                            "KL per round",
                            "clipped"),
                    rows));
        }
        return tables;
    }

    /** KL3 less the symmetric interval at each budget: the claim about mass and entropy, on every kind of problem. */
    static Table paired(Bench bench, ObjectNode numbers, Measure measure, String title) {
        ObjectNode all = numbers.withObject("kl3_less_symmetric").putObject(measure.key());
        List<List<String>> rows = new ArrayList<>();
        for (Start start : Start.values()) {
            for (Goal goal : Goal.values()) {
                Trials symmetric = bench.trials(start, goal, Contender.SYMMETRIC.condition());
                ObjectNode object = all.putObject(name(start) + ", " + name(goal));
                List<String> row = new ArrayList<>(List.of(start.title(), goal.title()));
                for (Match match : Matched.ALL) {
                    Contender kl3 = Contender.of("kl3", match);
                    add(row, object, kl3.budget(), bench.trials(start, goal, kl3.condition()), symmetric, measure);
                }
                double delta = bench.thresholdAtEqualKl(start, goal, "kl3");
                Trials sameKl = bench.trials(
                        start, goal, new IntervalCondition(Matched.interval(ConditionCatalogue.kind("kl3"), delta)));
                add(row, object, "equal KL", sameKl, symmetric, measure);
                rows.add(row);
            }
        }
        return new Table(
                "paired-" + measure.key().replace('_', '-'),
                title + ": kl3 less ratio ± 0.2, in thousandths, mean ± standard error (min … max) over " + Trials.SEEDS
                        + " seeds of the difference",
                List.of("policy", "problem", "u = 1.2", "l = 0.8", "width 0.4", "equal KL"),
                rows);
    }

    private static void add(
            List<String> row, ObjectNode object, String budget, Trials trials, Trials symmetric, Measure measure) {
        Spread difference = trials.beyond(symmetric, measure);
        difference.into(object.putObject(budget));
        row.add(difference.times(1000).signed(1));
    }

    /** Shapes that moved the policy as far as the symmetric interval did, in mean KL per round. */
    static Table equalKl(Bench bench, ObjectNode numbers) {
        ArrayNode all = numbers.putArray("equal_kl");
        List<List<String>> rows = new ArrayList<>();
        for (Goal goal : Goal.values()) {
            Trials symmetric = bench.trials(Start.PEAKED, goal, Contender.SYMMETRIC.condition());
            for (String kind : List.of("reverse-kl", "kl3", "kl2")) {
                double delta = bench.thresholdAtEqualKl(Start.PEAKED, goal, kind);
                LogInterval interval = Matched.interval(ConditionCatalogue.kind(kind), delta);
                Trials trials = bench.trials(Start.PEAKED, goal, new IntervalCondition(interval));
                ObjectNode object = all.addObject();
                object.put("goal", name(goal)).put("condition", Contender.name(kind));
                object.put("delta", delta).put("low", interval.low()).put("high", interval.high());
                List<String> row =
                        new ArrayList<>(List.of(goal.title(), Contender.name(kind), Matched.text(interval, 3)));
                for (Measure compared : List.of(Measure.REWARD, Measure.ENTROPY, Measure.MODE_MASS)) {
                    add(row, object, compared.key(), trials, symmetric, compared);
                }
                rows.add(row);
            }
        }
        return new Table(
                "equal-kl",
                "Peaked policies, every shape at the mean KL per round of ratio ± 0.2: difference from it, in"
                        + " thousandths, mean ± standard error (min … max)",
                List.of(
                        "problem",
                        "condition",
                        "[l, u]",
                        "expected reward",
                        "entropy (nats)",
                        "mass of the first mode"),
                rows);
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
