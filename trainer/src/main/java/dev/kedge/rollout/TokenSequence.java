package dev.kedge.rollout;

import dev.kedge.sampling.SampledDistribution;
import java.util.Optional;

/**
 * The tokens that a policy is asked about: those it only reads, and those whose probabilities are wanted.
 *
 * @param prompt token ids, at least one: nothing predicts a first token
 * @param completion token ids, end token included, at least one
 * @param distribution what the distributions are beside tempered; empty: nothing, over the whole vocabulary
 */
public record TokenSequence(int[] prompt, int[] completion, Optional<SampledDistribution> distribution) {

    /**
     * Tokens that are asked about under the policy's whole distribution.
     *
     * @param prompt token ids, at least one
     * @param completion token ids, end token included, at least one
     */
    public TokenSequence(int[] prompt, int[] completion) {
        this(prompt, completion, Optional.empty());
    }

    public int length() {
        return prompt.length + completion.length;
    }
}
