package dev.kedge.objective.advantage;

import dev.kedge.api.SettingException;
import java.util.Arrays;

/**
 * One rollout as far as advantages are concerned.
 *
 * @param reward the reward of its verdict; NaN if no verifier applied
 * @param parts the rewards that it is the weighted sum of, {@code [K]}, NaN where a verifier did not apply; none if it
 *     has no parts
 * @param length T, the tokens of the completion, end token included, at least 1
 * @param penalties {@code β·k} of each token, {@code [T]}: what a penalty in the reward takes from it; none without one
 * @param energies {@code 1 − 2π + Σπ²} of each token, {@code [T]}: the squared length of the gradient of its
 *     log-probability in the logits; none unless the estimator asks for {@link Requirement#TOKEN_ENERGIES}
 */
public record ScoredRollout(double reward, double[] parts, int length, double[] penalties, double[] energies) {

    private static final double[] NONE = {};

    /** Checks the lengths. */
    public ScoredRollout {
        if (length < 1) {
            throw new SettingException("length", "must be >= 1, got " + length);
        }
        requirePerToken("penalties", penalties, length);
        requirePerToken("energies", energies, length);
    }

    /**
     * A rollout of which nothing but its reward and its length counts.
     *
     * @param reward NaN if no verifier applied
     * @param length T
     * @return without parts, penalties and energies
     */
    public static ScoredRollout of(double reward, int length) {
        return new ScoredRollout(reward, NONE, length, NONE, NONE);
    }

    /**
     * The same with the parts of the reward.
     *
     * @param given {@code [K]}
     * @return a copy
     */
    public ScoredRollout withParts(double[] given) {
        return new ScoredRollout(reward, given, length, penalties, energies);
    }

    /**
     * The same with a penalty in the reward.
     *
     * @param given {@code [T]}
     * @return a copy
     */
    public ScoredRollout withPenalties(double[] given) {
        return new ScoredRollout(reward, parts, length, given, energies);
    }

    /**
     * The same with energies.
     *
     * @param given {@code [T]}
     * @return a copy
     */
    public ScoredRollout withEnergies(double[] given) {
        return new ScoredRollout(reward, parts, length, penalties, given);
    }

    /**
     * Whether a verifier applied.
     *
     * @return false if the reward is NaN
     */
    public boolean applies() {
        return !Double.isNaN(reward);
    }

    /**
     * What is taken from the reward.
     *
     * @return {@code Σ β·k} over the tokens
     */
    public double penalty() {
        return Arrays.stream(penalties).sum();
    }

    /**
     * The reward with the penalty taken from it.
     *
     * @return NaN if no verifier applied
     */
    public double total() {
        return reward - penalty();
    }

    /**
     * What follows each token: {@code G_t = −β·k_t + γ·G_{t+1}}, the reward coming with the last token.
     *
     * @param gamma γ
     * @return {@code [T]}; NaN throughout if no verifier applied
     */
    public double[] returns(double gamma) {
        double[] returns = new double[length];
        double following = 0;
        for (int token = length - 1; token >= 0; token--) {
            double received = token == length - 1 ? reward : 0;
            double paid = penalties.length == 0 ? 0 : penalties[token];
            following = received - paid + gamma * following;
            returns[token] = following;
        }
        return returns;
    }

    private static void requirePerToken(String name, double[] values, int length) {
        if (values.length != 0 && values.length != length) {
            throw new SettingException(name, "must be one per token, that is " + length + ", got " + values.length);
        }
    }
}
