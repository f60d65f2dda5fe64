package dev.kedge.sampling;

import java.util.Arrays;
import java.util.Optional;

/**
 * The tokens sampled after a prompt, end token included, with the log-probabilities they were sampled with.
 *
 * @param tokens token ids in order, at least one
 * @param samplingLogprobs natural log-probability of each token under the distribution actually sampled from, that is
 *     after repetition penalty, temperature, top-k, top-p and min-p
 * @param untemperedLogprobs natural log-probability of each token under the policy itself: temperature 1, whole
 *     vocabulary
 * @param finishReason why sampling stopped
 * @param distribution what makes the distributions that were sampled from anew; empty if they were the tempered ones
 *     over the whole vocabulary, or if nobody asked for it
 */
public record SampledTokens(
        int[] tokens,
        float[] samplingLogprobs,
        float[] untemperedLogprobs,
        FinishReason finishReason,
        Optional<SampledDistribution> distribution) {

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
     * Tokens of which nothing is kept but their log-probabilities.
     *
     * @param tokens token ids in order, at least one
     * @param samplingLogprobs of each token under the distribution sampled from
     * @param untemperedLogprobs of each token under the policy itself
     * @param finishReason why sampling stopped
     */
    public SampledTokens(
            int[] tokens, float[] samplingLogprobs, float[] untemperedLogprobs, FinishReason finishReason) {
        this(tokens, samplingLogprobs, untemperedLogprobs, finishReason, Optional.empty());
    }

    /**
     * What was said before the end token, if there is one.
     *
     * @return all tokens but the last after {@link FinishReason#STOP}, else all
     */
    public int[] tokensBeforeEnd() {
        return finishReason == FinishReason.STOP ? Arrays.copyOf(tokens, tokens.length - 1) : tokens;
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
