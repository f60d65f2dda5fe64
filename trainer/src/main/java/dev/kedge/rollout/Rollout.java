package dev.kedge.rollout;

import dev.kedge.api.Verdict;

/**
 * One completion of a prompt, read as text and judged.
 *
 * @param completion the sampled tokens and their log-probabilities
 * @param text the completion decoded, end token left out; what the verifier saw
 * @param verdict the verifier's judgement, reward included
 */
public record Rollout(Completion completion, String text, Verdict verdict) {}
