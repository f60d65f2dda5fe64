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
 * @param vote the answer that it votes for in maj@k: of wrong answers of one prompt that say the same, how the first
 *     was read; empty for those that abstain
 */
public record Judgement(String text, int length, FinishReason finishReason, Verdict verdict, String vote) {

    /**
     * A judgement that votes for its answer as it was read.
     *
     * @param text what was written
     * @param length its tokens
     * @param finishReason why it ended
     * @param verdict the verifier's judgement
     */
    public Judgement(String text, int length, FinishReason finishReason, Verdict verdict) {
        this(text, length, finishReason, verdict, verdict.extracted());
    }

    Judgement votingFor(String answer) {
        return new Judgement(text, length, finishReason, verdict, answer);
    }
}
