package dev.kedge.lab;

import dev.kedge.divergence.DivergenceCondition;
import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.RatioCondition;
import dev.kedge.divergence.catalogue.ConditionCatalogue;
import dev.kedge.divergence.catalogue.ConditionKind;
import dev.kedge.divergence.catalogue.Match;
import dev.kedge.divergence.catalogue.Match.Side;
import java.util.List;
import java.util.Map;

/**
 * A kind of condition with its threshold calibrated to one number of the symmetric interval 1 ± 0.2, so that shapes are
 * compared at equal size. There are three such numbers, as intervals that agree in one differ in the others.
 */
record Matched(ConditionKind kind, Match match, double threshold) {

    /** Equal upper bounds. */
    static final Match HIGH = Match.of(Side.HIGH, 1.2);

    /** Equal lower bounds. */
    static final Match LOW = Match.of(Side.LOW, 0.8);

    /** Equal widths. */
    static final Match WIDTH = Match.of(Side.WIDTH, 0.4);

    /** The upper bound of clip-higher. */
    static final Match HIGHER = Match.of(Side.HIGH, 1.28);

    static final List<Match> ALL = List.of(HIGH, LOW, WIDTH);

    static Matched of(ConditionKind kind, Match match) {
        return new Matched(kind, match, kind.matching(match, Map.of()));
    }

    static Matched of(String kind, Match match) {
        return of(ConditionCatalogue.kind(kind), match);
    }

    DivergenceCondition condition() {
        return at(kind, threshold);
    }

    /** The interval of a kind that depends on the ratio alone. */
    LogInterval interval() {
        return interval(kind, threshold);
    }

    /** The same for any threshold. */
    static LogInterval interval(ConditionKind kind, double threshold) {
        if (at(kind, threshold) instanceof RatioCondition condition) {
            return condition.interval();
        }
        throw new IllegalArgumentException("condition " + kind.name() + " has no single interval");
    }

    private static DivergenceCondition at(ConditionKind kind, double threshold) {
        return kind.create(Map.of(kind.thresholdName().orElseThrow(), threshold));
    }

    /** A match in the letters of the framework: {@code u = 1.2}. */
    static String text(Match match) {
        return switch (match.side()) {
            case HIGH -> "u = " + match.value();
            case LOW -> "l = " + match.value();
            case WIDTH -> "width " + match.value();
        };
    }

    static String text(LogInterval interval, int decimals) {
        return "[" + Spread.number(interval.low(), decimals) + ", " + Spread.number(interval.high(), decimals) + "]";
    }
}
