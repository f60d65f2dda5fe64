package dev.kedge.objective;

import dev.kedge.objective.input.LikeliestTokens;
import org.bytedeco.pytorch.Tensor;

/** The old distributions by their k likeliest tokens: {@code 2k} numbers are kept in place of {@code V}. */
public final class TopOldDistributions implements OldDistributions {

    private final Tensor tokens;
    private final Tensor logprobs;
    private final Tensor sampledLogprobs;

    /**
     * Old distributions.
     *
     * @param tokens the likeliest, int64 {@code [N, k]}
     * @param logprobs their old log-probabilities, {@code [N, k]}
     * @param sampledLogprobs the old log-probability of the sampled token, {@code [N]}
     */
    public TopOldDistributions(Tensor tokens, Tensor logprobs, Tensor sampledLogprobs) {
        this.tokens = tokens;
        this.logprobs = logprobs;
        this.sampledLogprobs = sampledLogprobs;
    }

    @Override
    public LikeliestTokens likeliest(long start, long length) {
        return new LikeliestTokens(
                tokens.narrow(0, start, length),
                logprobs.narrow(0, start, length),
                sampledLogprobs.narrow(0, start, length));
    }
}
