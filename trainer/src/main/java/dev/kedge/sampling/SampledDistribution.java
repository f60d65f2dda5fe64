package dev.kedge.sampling;

import java.util.Optional;

/**
 * The difference of the distributions that a completion was sampled from and {@code softmax(logits / temperature)} over
 * the whole vocabulary, kept so that its log-probabilities can be computed again, exactly, under any weights.
 *
 * @param support the tokens that could be sampled; empty: all
 * @param repetitionPenalty what the logits of tokens that have occurred were divided by where positive, multiplied by
 *     where negative; 1: nothing
 */
public record SampledDistribution(Optional<TokenSupport> support, double repetitionPenalty) {

    /** Whether it differs at all. */
    boolean isRestricted() {
        return support.isPresent() || repetitionPenalty != 1;
    }
}
