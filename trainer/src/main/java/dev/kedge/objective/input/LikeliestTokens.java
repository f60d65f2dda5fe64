package dev.kedge.objective.input;

import org.bytedeco.pytorch.Tensor;

/**
 * What is remembered of the old policy's distributions at n tokens if only the likeliest are.
 *
 * @param tokens the k likeliest, int64 {@code [n, k]}, the likeliest first
 * @param logprobs their old log-probabilities, {@code [n, k]}
 * @param sampledLogprobs the old log-probability of the sampled token, {@code [n]}
 */
public record LikeliestTokens(Tensor tokens, Tensor logprobs, Tensor sampledLogprobs) {}
