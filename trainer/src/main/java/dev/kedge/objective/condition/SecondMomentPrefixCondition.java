package dev.kedge.objective.condition;

import dev.kedge.api.SettingException;
import dev.kedge.api.Threshold;
import dev.kedge.divergence.LogInterval;
import dev.kedge.objective.input.UpdateTokens;
import java.util.Arrays;

/**
 * The tokens of an update with the smallest {@code x²}, as many as have a mean of at most the budget: {@code |x| ≤ τ},
 * where τ is the largest for which {@code mean {x_i² : |x_i| ≤ τ} ≤ budget}. Looked at are the tokens that would go
 * further out, or all of them. Tokens of equal {@code |x|} are kept or left together, so that no order among them
 * matters.
 *
 * <p>M2PO, arXiv:2510.01161, as its published code has it (agentscope-ai/Trinity-RFT@3a41dc21,
 * {@code m2po_policy_loss.py}): tokens beyond τ are masked, and the means count them in their denominators.
 * {@link SecondMomentCondition} is the rule with bounds in place of a mask. With {@code over: all} and a sign-agnostic
 * mask it is AReaL's (4aef98d8d, {@code areal/trainer/ppo/actor.py}).
 */
public final class SecondMomentPrefixCondition extends AdaptiveInterval {

    /** The tokens that are counted. */
    public enum Counted {
        /** Those that would go further out, {@code x·A > 0}. */
        OUTWARD,
        /** Every token of the update. */
        ALL
    }

    /**
     * The budget.
     *
     * @param budget largest mean of x², above 0
     * @param over which tokens are counted
     */
    public record Config(@Threshold double budget, Counted over) {

        /** The published budget. */
        public static final Config DEFAULT = new Config(0.04, Counted.OUTWARD);

        /** Checks the range. */
        public Config {
            if (!(budget > 0) || Double.isInfinite(budget)) {
                throw new SettingException("budget", "must be > 0 and finite, got " + budget);
            }
        }
    }

    private final Config config;

    /**
     * A condition that adapts.
     *
     * @param config the budget
     */
    public SecondMomentPrefixCondition(Config config) {
        this.config = config;
    }

    @Override
    LogInterval interval(UpdateTokens tokens) {
        double[] x = tokens.logRatios();
        double[] advantages = UpdateTokens.flat(tokens.advantages());
        double[] sizes = new double[x.length];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            if (config.over() == Counted.ALL || x[i] * advantages[i] > 0) {
                sizes[count++] = Math.abs(x[i]);
            }
        }
        double largest = largestKept(Arrays.copyOf(sizes, count));
        return new LogInterval(-largest, largest);
    }

    /**
     * τ; infinite if every token is kept. Means of ascending squares never fall, so the first that is too large ends
     * it.
     */
    private double largestKept(double[] sizes) {
        Arrays.sort(sizes);
        double sum = 0;
        double kept = 0;
        for (int i = 0; i < sizes.length; ) {
            int end = i;
            while (end < sizes.length && sizes[end] == sizes[i]) {
                sum += sizes[i] * sizes[i];
                end++;
            }
            if (sum / end > config.budget()) {
                return kept;
            }
            kept = sizes[i];
            i = end;
        }
        return Double.POSITIVE_INFINITY;
    }
}
