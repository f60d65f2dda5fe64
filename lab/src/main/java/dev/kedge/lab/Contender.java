package dev.kedge.lab;

import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.ProbabilityCondition;
import dev.kedge.divergence.catalogue.Match;
import dev.kedge.divergence.probability.BinaryTotalVariation;
import dev.kedge.divergence.theory.DistributionCondition;
import dev.kedge.divergence.theory.DistributionCondition.Divergence;
import dev.kedge.divergence.theory.IntervalCondition;
import dev.kedge.divergence.theory.PerActionCondition;
import dev.kedge.divergence.theory.PolicyCondition;
import java.util.ArrayList;
import java.util.List;

/**
 * A condition that takes part in the comparison.
 *
 * @param name of the condition
 * @param budget what its size was matched to
 * @param bounds what it allows, for people
 * @param condition the condition
 */
record Contender(String name, String budget, String bounds, PolicyCondition condition) {

    /** What all are compared with: PPO's and GRPO's clip. */
    static final Contender SYMMETRIC = ofInterval("ratio ± 0.2", "", LogInterval.aroundOne(0.2, 0.2));

    static final Contender CLIP_HIGHER = ofInterval("clip-higher", "", LogInterval.aroundOne(0.2, 0.28));

    static final Contender NONE = new Contender("none", "", "all", new IntervalCondition(LogInterval.UNBOUNDED));

    static Contender of(String kind, Match match) {
        Matched matched = Matched.of(kind, match);
        if (matched.condition() instanceof ProbabilityCondition condition) {
            String bounds = Matched.text(condition.interval(Math.log(0.5)), 3) + " at p = 0.5";
            return new Contender(kind, Matched.text(match) + " at p = 0.5", bounds, new PerActionCondition(condition));
        }
        return ofInterval(name(kind), Matched.text(match), matched.interval());
    }

    /** At a matched budget KL2 and the absolute KL1 are the same interval: both have l·u = 1. */
    static String name(String kind) {
        return kind.equals("kl2") ? "kl2, abs-kl1" : kind;
    }

    static Contender ofInterval(String name, String budget, LogInterval interval) {
        return new Contender(name, budget, Matched.text(interval, 3), new IntervalCondition(interval));
    }

    static List<Contender> all() {
        List<Contender> all = new ArrayList<>(List.of(NONE, SYMMETRIC, CLIP_HIGHER));
        for (String kind : List.of("kl3", "kl2", "reverse-kl", "hellinger")) {
            Matched.ALL.forEach(match -> all.add(of(kind, match)));
        }
        all.add(of("kl3", Matched.HIGHER));
        all.add(of("binary-kl", Matched.HIGH));
        all.add(new Contender(
                "binary-tv",
                "± 0.2 at p = 0.5",
                "1 ± 0.1/p",
                new PerActionCondition(new BinaryTotalVariation(0.1, 0.1))));
        all.add(exactKl());
        all.add(new Contender(
                "exact TV", "δ of ± 0.2", "TV ≤ 0.1", new DistributionCondition(Divergence.TOTAL_VARIATION, 0.1)));
        return all;
    }

    /** Every single-sample KL3 within δ would imply it: KL(π_old || π) is the mean of KL3. */
    static Contender exactKl() {
        double delta = Matched.of("kl3", Matched.HIGH).threshold();
        return new Contender(
                "exact KL",
                "δ of kl3, u = 1.2",
                "KL ≤ " + Spread.number(delta, 4),
                new DistributionCondition(Divergence.KL, delta));
    }
}
