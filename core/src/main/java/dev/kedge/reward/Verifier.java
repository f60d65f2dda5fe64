package dev.kedge.reward;

import dev.kedge.rollout.Prompt;
import dev.kedge.rollout.Verdict;

/**
 * Judges one completion of one prompt.
 *
 * <p>Called from several threads at once. May block; the caller enforces a deadline. An exception is recorded as an
 * {@link dev.kedge.rollout.Outcome#ERROR} for this sample and nothing else.
 */
@FunctionalInterface
public interface Verifier {

    /**
     * Judges a completion.
     *
     * @param prompt the prompt, with the reference answer
     * @param completion the completion as text, without its end token
     * @return the verdict
     */
    Verdict verify(Prompt prompt, String completion);
}
