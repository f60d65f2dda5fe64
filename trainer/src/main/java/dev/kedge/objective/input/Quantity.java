package dev.kedge.objective.input;

/**
 * What an axis of the objective may need to know of every token beyond its log-probabilities, advantage and mask. The
 * trainer computes what the objective {@linkplain dev.kedge.objective.Objective#needs() needs} and nothing else.
 *
 * <p>All are {@code [B, T]}, natural units; only {@link #ENTROPY} and the exact and top-k divergences can carry
 * gradient.
 */
public enum Quantity {
    /** Log-probability under the frozen reference policy. */
    REFERENCE_LOGPROBS,
    /** Log-probability under the distribution the sampler drew from. */
    SAMPLING_LOGPROBS,
    /** Entropy of the policy's next-token distribution. */
    ENTROPY,
    /** The same of the old policy. */
    OLD_ENTROPY,
    /** {@code KL(π_old ‖ π_θ)} over the whole vocabulary. */
    EXACT_KL,
    /** {@code KL(π_θ ‖ π_old)} over the whole vocabulary. */
    EXACT_REVERSE_KL,
    /** {@code ½ Σ |π_θ − π_old|} over the whole vocabulary. */
    EXACT_TV,
    /**
     * {@code KL(π_old ‖ π_θ)} over the old policy's k likeliest tokens, the sampled one, and one bucket for the rest.
     */
    TOP_K_KL,
    /** Total variation over the same buckets. */
    TOP_K_TV,
    /** 1 for the tokens that {@code Selection} chose in this update, 0 for others. */
    SELECTED,
    /** 1 for the tokens that a proximal penalty chose in this update, 0 for others. */
    PENALizED
}
