package dev.kedge.sampling;

import java.util.List;

/**
 * One token for every row of a batch.
 *
 * @param tokens token ids
 * @param samplingLogprobs natural log-probability under the distribution that was sampled from
 * @param untemperedLogprobs natural log-probability under the policy itself
 * @param support of each row the ids that could be sampled, ascending; none if nobody asked, or if all could
 */
record SelectedTokens(long[] tokens, float[] samplingLogprobs, float[] untemperedLogprobs, List<long[]> support) {

    /** Tokens of which the support is not told. */
    SelectedTokens(long[] tokens, float[] samplingLogprobs, float[] untemperedLogprobs) {
        this(tokens, samplingLogprobs, untemperedLogprobs, List.of());
    }
}
