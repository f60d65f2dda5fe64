package dev.kedge.objective.condition;

import org.bytedeco.pytorch.Tensor;

/**
 * A cap c on the ratio of tokens with a negative advantage whose probability rose, the one worsening quadrant in which
 * {@code w·A} is unbounded. Beyond it the token counts with the constant weight's value {@code c·A}.
 */
public interface WorseningCap {

    /**
     * Where the cap acts.
     *
     * @param logRatio {@code [B, T]}
     * @param advantages {@code [B, T]}
     * @param mask bool {@code [B, T]}
     * @return bool {@code [B, T]}
     */
    Tensor acts(Tensor logRatio, Tensor advantages, Tensor mask);

    /**
     * The ratio with the cap put in where it acts.
     *
     * @param ratio {@code [B, T]}
     * @param acts bool {@code [B, T]}
     * @param mask bool {@code [B, T]}
     * @return {@code [B, T]}
     */
    Tensor cap(Tensor ratio, Tensor acts, Tensor mask);

    /** Whether the cap of a token depends on its place in the sequence. */
    default boolean looksAtSequence() {
        return false;
    }
}
