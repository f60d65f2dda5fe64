package dev.kedge.objective;

import dev.kedge.objective.input.Quantity;
import org.bytedeco.pytorch.Tensor;

/**
 * The old policy's next-token distributions at N tokens, as far as they are kept to measure how far the policy is from
 * them.
 */
public interface OldDistributions {

    /**
     * The divergence at some of the tokens.
     *
     * @param quantity one of the exact or top-k divergences
     * @param logDistribution {@code log π_θ(·|s)} at the tokens, {@code [n, V]}; carries gradient in training
     * @param targets the sampled tokens, int64 {@code [n]}
     * @param start which of the N tokens is the first
     * @return {@code [n]}; carries gradient where {@code logDistribution} does
     */
    Tensor divergence(Quantity quantity, Tensor logDistribution, Tensor targets, long start);
}
