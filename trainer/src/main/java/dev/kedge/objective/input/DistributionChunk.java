package dev.kedge.objective.input;

import org.bytedeco.pytorch.Tensor;

/**
 * The policy's next-token distributions at n tokens, and what is remembered of the old policy's there. Tensors live as
 * long as the chunk is looked at.
 */
public interface DistributionChunk {

    /** {@code log π_θ(·|s)}, {@code [n, V]}; carries gradient in training. */
    Tensor logDistribution();

    /** The sampled tokens, int64 {@code [n]}. */
    Tensor targets();

    /**
     * {@code log π_old(·|s)}, {@code [n, V]}, no gradient.
     *
     * @throws IllegalArgumentException unless {@link Quantity.Memory#HIDDEN_STATES} are remembered
     */
    Tensor oldLogDistribution();

    /**
     * The old policy's likeliest tokens.
     *
     * @throws IllegalArgumentException unless {@link Quantity.Memory#LIKELIEST_TOKENS} are remembered
     */
    LikeliestTokens likeliest();
}
