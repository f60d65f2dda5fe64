package dev.kedge.objective.condition;

import dev.kedge.api.Formerly;
import dev.kedge.api.SettingException;
import dev.kedge.api.Threshold;
import dev.kedge.divergence.LogInterval;
import dev.kedge.objective.input.UpdateTokens;
import java.util.Arrays;

/**
 * Bounds {@code e^±τ} with τ so wide that, over the tokens that would go further out, {@code mean min(x², τ²) ≤
 * budget}; never narrower than {@code [1 − min_low, 1 + min_high]}. It is KL2 with a δ = τ²/2 that adapts to the batch.
 * M2PO, arXiv:2510.01161.
 */
public final class SecondMomentCondition extends AdaptiveInterval {

    /**
     * The budget.
     *
     * @param budget largest mean of the bounded x², above 0
     * @param minLow room below 1 that is always left, in [0, 1)
     * @param minHigh room above 1 that is always left, at least 0
     */
    public record Config(
            @Threshold double budget,
            @Formerly("least_low") double minLow,
            @Formerly("least_high") double minHigh) {

        /** The published budget and least bounds. */
        public static final Config DEFAULT = new Config(0.04, 0.3, 0.5);

        /** Checks the range. */
        public Config {
            if (!(budget > 0) || Double.isInfinite(budget)) {
                throw new SettingException("budget", "must be > 0 and finite, got " + budget);
            }
            if (!(minLow >= 0 && minLow < 1) || !(minHigh >= 0)) {
                throw new SettingException(
                        "minLow", "must be in [0, 1) and min_high >= 0, got " + minLow + " and " + minHigh);
            }
        }
    }

    private final Config config;

    /**
     * A condition that adapts.
     *
     * @param config the budget
     */
    public SecondMomentCondition(Config config) {
        this.config = config;
    }

    @Override
    LogInterval interval(UpdateTokens tokens) {
        double tau = tau(tokens);
        return new LogInterval(
                Math.min(-tau, Math.log1p(-config.minLow())), Math.max(tau, Math.log1p(config.minHigh())));
    }

    /** The widest τ within the budget; infinite if no bound is needed. */
    double tau(UpdateTokens tokens) {
        double[] x = tokens.logRatios();
        double[] advantages = UpdateTokens.flat(tokens.advantages());
        double[] outward = new double[x.length];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            if (x[i] * advantages[i] > 0) {
                outward[count++] = x[i] * x[i];
            }
        }
        double[] squares = Arrays.copyOf(outward, count);
        Arrays.sort(squares);
        // With the k smallest below τ²: Σ_k x² + (n − k)·τ² = n·budget.
        double below = 0;
        for (int k = 0; k < count; k++) {
            double square = (count * config.budget() - below) / (count - k);
            if (square <= squares[k]) {
                return Math.sqrt(square);
            }
            below += squares[k];
        }
        return Double.POSITIVE_INFINITY;
    }
}
