package dev.kedge.train;

/**
 * One completion to learn from.
 *
 * @param prompt token ids, at least one
 * @param completion token ids, end token included, at least one
 * @param advantage A; how much this completion is to be made likelier
 */
record TrainingSequence(int[] prompt, int[] completion, double advantage) {

    /** Tokens in all. */
    int length() {
        return prompt.length + completion.length;
    }
}
