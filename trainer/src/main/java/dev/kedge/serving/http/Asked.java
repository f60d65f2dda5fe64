package dev.kedge.serving.http;

import dev.kedge.serving.CompletionRequest;

/**
 * A request that has been read and checked.
 *
 * @param request what is to be sampled
 * @param stream whether the answer is a stream of events
 * @param usage whether the stream ends with a count of tokens
 * @param logprobs whether log-probabilities are told
 * @param tokenIds whether token ids are told
 */
record Asked(CompletionRequest request, boolean stream, boolean usage, boolean logprobs, boolean tokenIds) {}
