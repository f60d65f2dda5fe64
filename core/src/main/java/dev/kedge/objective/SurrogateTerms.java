package dev.kedge.objective;

import org.bytedeco.pytorch.Tensor;

/**
 * What a {@link Response} works with, all {@code [B, T]}.
 *
 * @param logprobs of the sampled tokens under the policy, 0 where unmasked; carries gradient
 * @param ratio w at the objective's level; carries gradient
 * @param clippedRatio {@code clip_C(w)}, no gradient
 * @param acts bool, where the condition acts
 * @param advantages no gradient, 0 where unmasked
 */
public record SurrogateTerms(Tensor logprobs, Tensor ratio, Tensor clippedRatio, Tensor acts, Tensor advantages) {}
