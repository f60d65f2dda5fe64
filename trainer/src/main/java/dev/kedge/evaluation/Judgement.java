package dev.kedge.evaluation;

import dev.kedge.api.Verdict;
import dev.kedge.sampling.FinishReason;

/**
 * One completion and what its verifier says of it.
 *
 * @param text what was written
 * @param length its tokens, end token included; 0 if a server did not say
 * @param finishReason why it ended
 * @param verdict the verifier's judgement
 */
public record Judgement(String text, int length, FinishReason finishReason, Verdict verdict) {}
