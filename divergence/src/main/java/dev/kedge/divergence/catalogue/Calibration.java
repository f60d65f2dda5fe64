package dev.kedge.divergence.catalogue;

import dev.kedge.divergence.DivergenceCondition;
import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.ProbabilityCondition;
import dev.kedge.divergence.RatioCondition;
import dev.kedge.divergence.catalogue.Match.Side;
import java.util.function.DoubleFunction;

/**
 * The search for the threshold at which a kind's interval matches a wish.
 *
 * <p>For a bound it is the divergence at that bound. For a width it is found by bisection: width grows with the
 * threshold.
 */
final class Calibration {

    /** Between a bound and the bound at the threshold that was found: rounding, nothing else. */
    private static final double TOLERANCE = 1e-11;

    /** Thresholds that are looked through for a width. */
    private static final double MIN_THRESHOLD = 1e-30;

    private static final double MAX_THRESHOLD = 1e30;

    /** Halves 138 in the logarithm down to its last place. */
    private static final int HALVINGS = 64;

    private final String kind;
    private final Parameter threshold;
    private final Match match;
    private final DoubleFunction<DivergenceCondition> condition;
    private final double logProbability;

    /**
     * A search.
     *
     * @param kind the kind's name, for messages
     * @param needsProbability whether its conditions depend on the old probability
     * @param threshold the parameter that is sought
     * @param match what its value is to give
     * @param condition the condition at a value of the threshold
     */
    Calibration(
            String kind,
            boolean needsProbability,
            Parameter threshold,
            Match match,
            DoubleFunction<DivergenceCondition> condition) {
        this.kind = kind;
        this.threshold = threshold;
        this.match = match;
        this.condition = condition;
        double probability = match.oldProbability().orElse(Match.DEFAULT_PROBABILITY);
        this.logProbability = Math.log(probability);
        if (!needsProbability && match.oldProbability().isPresent()) {
            throw new IllegalArgumentException("condition " + kind
                    + " does not depend on the old probability; leave p out of match, got " + match);
        }
        if (needsProbability && match.side() == Side.HIGH && match.value() >= 1 / probability) {
            throw new IllegalArgumentException("high must be below 1/p, which no ratio exceeds, to match condition "
                    + kind + ", got high = " + match.value() + " at p = " + probability);
        }
    }

    double thresholdValue() {
        double value = match.side() == Side.WIDTH ? ofWidth() : ofBound();
        if (!threshold.allowed().contains(value) || !meets(interval(value))) {
            throw new IllegalArgumentException(
                    "condition " + kind + " cannot match " + match + ": no " + threshold.name()
                            + " gives it; at the default its interval is "
                            + text(interval(threshold.defaultValue())));
        }
        return value;
    }

    /**
     * The divergence is inversely proportional to the value beside the threshold: its number at value 1 is the answer.
     */
    private double ofBound() {
        DivergenceCondition atOne = condition.apply(1);
        double logRatio = Math.log1p(match.value() - 1);
        double divergence = atOne instanceof ProbabilityCondition ofProbability
                ? ofProbability.divergence(logProbability, logRatio)
                : ((RatioCondition) atOne).divergence(logRatio);
        return divergence / atOne.threshold();
    }

    private double ofWidth() {
        double low = Math.log(MIN_THRESHOLD);
        double high = Math.log(MAX_THRESHOLD);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = low + (high - low) / 2;
            if (width(interval(Math.exp(middle))) < match.value()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp(high);
    }

    private boolean meets(LogInterval interval) {
        if (match.side() == Side.WIDTH) {
            return near(width(interval), match.value());
        }
        return match.side() == Side.LOW
                ? near(interval.oneMinusLow(), 1 - match.value())
                : near(interval.highMinusOne(), match.value() - 1);
    }

    private LogInterval interval(double value) {
        DivergenceCondition made = condition.apply(value);
        return made instanceof ProbabilityCondition ofProbability
                ? ofProbability.interval(logProbability)
                : ((RatioCondition) made).interval();
    }

    private static double width(LogInterval interval) {
        return interval.highMinusOne() + interval.oneMinusLow();
    }

    private static boolean near(double actual, double wanted) {
        return Math.abs(actual - wanted) <= TOLERANCE * wanted;
    }

    private static String text(LogInterval interval) {
        return "[" + interval.low() + ", " + interval.high() + "]";
    }
}
