package dev.kedge.objective.input;

import org.bytedeco.pytorch.Tensor;

/**
 * The old policy's likeliest tokens at n places, remembered in place of whole distributions.
 *
 * @param tokens the k likeliest, int64 {@code [n, k]}, the likeliest first
 * @param logprobs their old log-probabilities, {@code [n, k]}
 * @param sampledLogprobs the old log-probability of the sampled token, {@code [n]}
 */
public record LikeliestTokens(Tensor tokens, Tensor logprobs, Tensor sampledLogprobs) {}
