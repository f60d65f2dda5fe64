package dev.kedge.rollout;

/**
 * A policy's judgement of the completion tokens of one sequence.
 *
 * @param logprobs natural log-probability of each token
 * @param entropies of the distribution that each token is judged by, in nats
 */
public record TokenScores(float[] logprobs, float[] entropies) {}
