package dev.kedge.objective.advantage;

import java.util.Arrays;

/**
 * The amount by which a completion, or each of its tokens, is to be made likelier: one number for all its tokens, or
 * one for each.
 *
 * @param values one element, or as many as the completion has tokens
 */
public record Advantage(double[] values) {

    /** Checks that there is one. */
    public Advantage {
        if (values.length == 0) {
            throw new IllegalArgumentException("an advantage needs at least one value, got none");
        }
    }

    /**
     * The same for every token.
     *
     * @param value A
     * @return an advantage of one value
     */
    public static Advantage ofRollout(double value) {
        return new Advantage(new double[] {value});
    }

    /**
     * Whether there is one value for all tokens.
     *
     * @return true also for a completion of one token
     */
    public boolean isUniform() {
        return values.length == 1;
    }

    /**
     * The advantage of a token.
     *
     * @param token its number in the completion, from 0
     * @return A
     */
    public double at(int token) {
        return isUniform() ? values[0] : values[token];
    }

    /**
     * The mean over tokens.
     *
     * @return the value itself where there is one
     */
    public double mean() {
        return isUniform() ? values[0] : Arrays.stream(values).average().orElseThrow();
    }

    /**
     * The mean size over tokens.
     *
     * @return at least 0
     */
    public double meanAbsolute() {
        return isUniform()
                ? Math.abs(values[0])
                : Arrays.stream(values).map(Math::abs).average().orElseThrow();
    }
}
