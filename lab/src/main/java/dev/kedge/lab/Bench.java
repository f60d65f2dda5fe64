package dev.kedge.lab;

import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.divergence.theory.IntervalCondition;
import dev.kedge.divergence.theory.PolicyCondition;
import dev.kedge.lab.Outcome.Measure;
import dev.kedge.lab.Problem.Goal;
import dev.kedge.lab.Problem.Start;
import java.util.HashMap;
import java.util.Map;

/** A bench that runs trials, each once however many tables and figures show it. For one thread. */
final class Bench {

    /** Between them lies every threshold in the house scale that moves a policy as 1 ± 0.2 does. */
    private static final double MIN_THRESHOLD = 0.01;

    private static final double MAX_THRESHOLD = 0.04;

    /** Down to a relative 3e-4 of the threshold. */
    private static final int HALVINGS = 12;

    private final Map<Setting, Trials> trials = new HashMap<>();
    private final Map<Calibration, Double> thresholds = new HashMap<>();

    /** The settings that trials are a function of. */
    private record Setting(Start start, Goal goal, PolicyCondition condition) {}

    /** The arguments that a threshold is a function of. */
    private record Calibration(Start start, Goal goal, String kind) {}

    Trials trials(Start start, Goal goal, PolicyCondition condition) {
        return trials.computeIfAbsent(
                new Setting(start, goal, condition), setting -> Trials.of(start, goal, condition));
    }

    /**
     * The δ at which a ratio condition moves the policies as far as the symmetric interval does, in mean exact KL per
     * round.
     */
    double thresholdAtEqualKl(Start start, Goal goal, String kind) {
        Calibration calibration = new Calibration(start, goal, kind);
        Double known = thresholds.get(calibration);
        if (known != null) {
            return known;
        }
        double target = kl(trials(start, goal, Contender.SYMMETRIC.condition()));
        double delta = Grid.crossing(
                threshold -> kl(Trials.of(start, goal, condition(kind, threshold))),
                target,
                MIN_THRESHOLD,
                MAX_THRESHOLD,
                HALVINGS);
        thresholds.put(calibration, delta);
        return delta;
    }

    static PolicyCondition condition(String kind, double threshold) {
        return new IntervalCondition(Matched.interval(ConditionCatalogue.kind(kind), threshold));
    }

    private static double kl(Trials trials) {
        return trials.spread(Measure.KL_PER_ROUND).mean();
    }
}
