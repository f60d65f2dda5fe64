package dev.kedge.divergence.ratio;

import dev.kedge.divergence.Definition;
import dev.kedge.divergence.LogInterval;
import dev.kedge.divergence.RatioCondition;

/**
 * The ratio clip {@code 1 - epsilonLow <= w <= 1 + epsilonHigh}.
 *
 * <p>With equal sides it is the clip of PPO and GRPO, {@code |w - 1| <= ε}; with more room above, DAPO's clip-higher.
 * Its divergence is the distance from 1 in units of the room on that side, {@code (1-w)/epsilonLow} below and
 * {@code (w-1)/epsilonHigh} above, with threshold 1.
 *
 * @param epsilonLow room below 1, finite, above 0; from 1 on there is no lower bound
 * @param epsilonHigh room above 1, finite, above 0
 */
public record RatioClip(double epsilonLow, double epsilonHigh) implements RatioCondition {

    /** {@code |w - 1| <= ε}. */
    public static final Definition SYMMETRIC = new Definition(
            "ratio",
            "symmetric ratio clip (PPO, GRPO)",
            "|w - 1| <= epsilon",
            "Schulman et al. 2017, arXiv:1707.06347; Shao et al. 2024, arXiv:2402.03300");

    /** {@code 1 - ε_low <= w <= 1 + ε_high}. */
    public static final Definition CLIP_HIGHER = new Definition(
            "clip-higher",
            "clip-higher (DAPO)",
            "1 - epsilon_low <= w <= 1 + epsilon_high",
            "Yu et al. 2025, arXiv:2503.14476");

    /** Checks that both sides leave room. */
    public RatioClip {
        requireRoom("epsilonLow", epsilonLow);
        requireRoom("epsilonHigh", epsilonHigh);
    }

    /**
     * The clip of PPO and GRPO.
     *
     * @param epsilon ε, finite, above 0
     * @return {@code |w - 1| <= ε}
     */
    public static RatioClip symmetric(double epsilon) {
        return new RatioClip(epsilon, epsilon);
    }

    @Override
    public Definition definition() {
        return epsilonLow == epsilonHigh ? SYMMETRIC : CLIP_HIGHER;
    }

    @Override
    public double threshold() {
        return 1;
    }

    @Override
    public LogInterval interval() {
        return LogInterval.aroundOne(epsilonLow, epsilonHigh);
    }

    @Override
    public double divergence(double logRatio) {
        double ratioMinusOne = Math.expm1(logRatio);
        return ratioMinusOne < 0 ? -ratioMinusOne / epsilonLow : ratioMinusOne / epsilonHigh;
    }

    @Override
    public String toString() {
        return definition().title() + ": 1 - " + epsilonLow + " <= w <= 1 + " + epsilonHigh;
    }

    private static void requireRoom(String name, double epsilon) {
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be in (0, Infinity), got " + epsilon);
        }
    }
}
