package dev.kedge.sampling;

/**
 * One token for every row of a batch.
 *
 * @param tokens token ids
 * @param samplingLogprobs natural log-probability under the distribution that was sampled from
 * @param untemperedLogprobs natural log-probability under the policy itself
 */
record SelectedTokens(long[] tokens, float[] samplingLogprobs, float[] untemperedLogprobs) {}
