package dev.kedge.sampling;

import java.util.Arrays;

/**
 * The tokens sampled after a prompt, end token included, with the log-probabilities they were sampled with.
 *
 * @param tokens token ids in order, at least one
 * @param samplingLogprobs natural log-probability of each token under the distribution actually sampled from, that is
 *     after temperature, top-k and top-p
 * @param untemperedLogprobs natural log-probability of each token under the policy itself: temperature 1, whole
 *     vocabulary
 * @param finishReason why sampling stopped
 */
public record SampledTokens(
        int[] tokens, float[] samplingLogprobs, float[] untemperedLogprobs, FinishReason finishReason) {

    public SampledTokens {
        if (tokens.length == 0
                || samplingLogprobs.length != tokens.length
                || untemperedLogprobs.length != tokens.length) {
            throw new IllegalArgumentException("a completion needs at least one token and one log-probability of each "
                    + "kind per token, got " + tokens.length + " tokens, " + samplingLogprobs.length + " and "
                    + untemperedLogprobs.length + " log-probabilities");
        }
    }

    /**
     * What was said before the end token, if there is one.
     *
     * @return all tokens but the last after {@link FinishReason#STOP}, else all
     */
    public int[] tokensBeforeEnd() {
        return truncated() ? tokens : Arrays.copyOf(tokens, tokens.length - 1);
    }

    /**
     * The number of sampled tokens, end token included.
     *
     * @return at least 1
     */
    public int length() {
        return tokens.length;
    }

    /**
     * Whether the limit on new tokens cut the completion short.
     *
     * @return true for {@link FinishReason#LENGTH}
     */
    public boolean truncated() {
        return finishReason == FinishReason.LENGTH;
    }
}
