package dev.kedge.rollout;

import java.util.List;

/**
 * The policy as it stood before the first update of a step, at the T tokens of one completion: what the updates must
 * know of it.
 *
 * @param scores log-probabilities and entropies, {@code [T]}
 * @param referenceLogprobs log-probabilities under the frozen reference policy, {@code [T]}; none if nobody asks
 * @param hidden final hidden states, flat {@code [T·D]}; none if nobody asks
 * @param top the likeliest tokens, flat {@code [T·k]}; none if nobody asks
 * @param topLogprobs their log-probabilities, flat {@code [T·k]}
 * @param probes the tokens that are measured exactly
 */
public record OldValues(
        TokenScores scores,
        float[] referenceLogprobs,
        float[] hidden,
        long[] top,
        float[] topLogprobs,
        List<Probe> probes) {

    /**
     * A token that is measured exactly.
     *
     * @param token its place in the completion
     * @param logDistribution {@code log π_old(·|s)}, {@code [V]}
     */
    public record Probe(int token, float[] logDistribution) {}

    public OldValues {
        probes = List.copyOf(probes);
    }
}
