package dev.kedge.rollout;

/**
 * The tokens that a policy is asked about: those it only reads, and those whose probabilities are wanted.
 *
 * @param prompt token ids, at least one: nothing predicts a first token
 * @param completion token ids, end token included, at least one
 */
public record TokenSequence(int[] prompt, int[] completion) {

    public int length() {
        return prompt.length + completion.length;
    }
}
