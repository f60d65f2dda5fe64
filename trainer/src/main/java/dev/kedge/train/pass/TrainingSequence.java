package dev.kedge.train.pass;

import dev.kedge.objective.advantage.Advantage;

/**
 * One completion to learn from.
 *
 * @param prompt token ids, at least one
 * @param completion token ids, end token included, at least one
 * @param samplingLogprobs of each completion token under the distribution it was sampled from; empty if nobody sampled
 *     it
 * @param advantage A; how much this completion, or each of its tokens, is to be made likelier
 */
public record TrainingSequence(int[] prompt, int[] completion, float[] samplingLogprobs, Advantage advantage) {

    public TrainingSequence {
        if (!advantage.isUniform() && advantage.values().length != completion.length) {
            throw new IllegalArgumentException("an advantage must have one value or one per token, that is "
                    + completion.length + ", got " + advantage.values().length);
        }
    }

    /** The same advantage for every token. */
    public TrainingSequence(int[] prompt, int[] completion, double advantage) {
        this(prompt, completion, new float[0], Advantage.ofRollout(advantage));
    }

    /** Tokens in all. */
    int length() {
        return prompt.length + completion.length;
    }
}
