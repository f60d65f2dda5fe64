package dev.kedge.train.recipe;

import dev.kedge.api.SettingException;
import dev.kedge.rollout.Participation;

/**
 * The filter for endless repetition: a completion is repetitive if its last {@code minTokens} tokens and more, end
 * token left out, are one piece of at most {@code maxPeriod} tokens over and over.
 *
 * @param participation the part that a repetitive completion takes; {@code train}: none is looked for
 * @param maxPeriod tokens of the longest piece that is looked for
 * @param minTokens the shortest stretch that counts, at least twice {@code maxPeriod}
 */
public record RepetitionConfig(Participation participation, int maxPeriod, int minTokens) {

    /** No filter. */
    public static final RepetitionConfig DEFAULT = new RepetitionConfig(Participation.TRAIN, 32, 128);

    /** Checks the ranges. */
    public RepetitionConfig {
        if (maxPeriod < 1) {
            throw new SettingException("maxPeriod", "must be >= 1, got " + maxPeriod);
        }
        if (minTokens < 2L * maxPeriod) {
            throw new SettingException(
                    "minTokens", "must be at least twice max_period, " + 2L * maxPeriod + ", got " + minTokens);
        }
    }

    /**
     * Whether some tokens end in a repetition.
     *
     * @param tokens without the end token
     */
    public boolean repeats(int[] tokens) {
        for (int period = 1; period <= maxPeriod; period++) {
            int start = tokens.length - period;
            while (start > 0 && tokens[start - 1] == tokens[start - 1 + period]) {
                start--;
            }
            if (tokens.length - start >= minTokens) {
                return true;
            }
        }
        return false;
    }
}
