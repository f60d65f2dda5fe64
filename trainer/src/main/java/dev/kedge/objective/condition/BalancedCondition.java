package dev.kedge.objective.condition;

import dev.kedge.api.Formerly;
import dev.kedge.api.SettingException;
import dev.kedge.divergence.LogInterval;
import dev.kedge.objective.input.UpdateTokens;

/**
 * Bounds that move until tokens with a positive advantage have their share of the update: first the lower bound rises
 * step by step, then the upper one, until {@code Σ_{A>0} |v| / Σ |v| ≥ share}, where {@code v = min(w·A, clip(w, l,
 * u)·A)}. BAPO, arXiv:2510.18927.
 */
public final class BalancedCondition extends AdaptiveInterval {

    /**
     * The first bounds, how far they may move, and for what.
     *
     * @param low the first lower bound, in (0, 1)
     * @param maxLow where the lower bound stops, in [low, 1)
     * @param high the first upper bound, above 1
     * @param maxHigh where the upper bound stops, at least high
     * @param step how far a bound moves at a time, above 0
     * @param share what positive tokens should have, in (0, 1]
     */
    public record Config(
            double low,
            @Formerly("low_limit") double maxLow,
            double high,
            @Formerly("high_limit") double maxHigh,
            double step,
            double share) {

        /** The bounds and share of the authors' description. */
        public static final Config DEFAULT = new Config(0.6, 0.9, 1.2, 3.0, 0.05, 0.5);

        /** Checks the ranges. */
        public Config {
            if (!(low > 0 && low <= maxLow && maxLow < 1)) {
                throw new SettingException(
                        "low", "must be in (0, max_low] and max_low below 1, got " + low + " and " + maxLow);
            }
            if (!(high > 1 && maxHigh >= high) || Double.isInfinite(maxHigh)) {
                throw new SettingException("high", "must be in (1, max_high], got " + high + " and " + maxHigh);
            }
            if (!(step > 0)) {
                throw new SettingException("step", "must be > 0, got " + step);
            }
            if (!(share > 0 && share <= 1)) {
                throw new SettingException("share", "must be in (0, 1], got " + share);
            }
        }
    }

    private final Config config;

    /**
     * A condition that adapts.
     *
     * @param config its bounds and share
     */
    public BalancedCondition(Config config) {
        this.config = config;
    }

    @Override
    LogInterval interval(UpdateTokens tokens) {
        double[] ratios = tokens.logRatios();
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = Math.exp(ratios[i]);
        }
        double[] advantages = UpdateTokens.flat(tokens.advantages());
        int lowSteps = steps(config.low(), config.maxLow());
        int highSteps = steps(config.high(), config.maxHigh());
        double low = config.low();
        double high = config.high();
        for (int i = 1; i <= lowSteps && share(ratios, advantages, low, high) < config.share(); i++) {
            low = Math.min(config.maxLow(), config.low() + i * config.step());
        }
        for (int i = 1; i <= highSteps && share(ratios, advantages, low, high) < config.share(); i++) {
            high = Math.min(config.maxHigh(), config.high() + i * config.step());
        }
        return new LogInterval(Math.log(low), Math.log(high));
    }

    private int steps(double from, double to) {
        return (int) Math.ceil((to - from) / config.step() - 1e-9);
    }

    private static double share(double[] ratios, double[] advantages, double low, double high) {
        double positive = 0;
        double all = 0;
        for (int i = 0; i < ratios.length; i++) {
            double clipped = Math.max(low, Math.min(high, ratios[i]));
            double size = Math.abs(Math.min(ratios[i] * advantages[i], clipped * advantages[i]));
            all += size;
            positive += advantages[i] > 0 ? size : 0;
        }
        return all == 0 ? 1 : positive / all;
    }
}
