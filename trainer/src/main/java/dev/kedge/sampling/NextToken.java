package dev.kedge.sampling;

import java.util.List;
import java.util.Optional;

/**
 * One more token of a row.
 *
 * @param row the completion
 * @param token its id
 * @param samplingLogprob natural log-probability under the distribution that was sampled from
 * @param untemperedLogprob natural log-probability under the policy itself: temperature 1, whole vocabulary
 * @param likeliest the policy's most probable tokens here, the most probable first; as many as were asked for
 * @param end why this is the completion's last token, if it is
 */
public record NextToken(
        RunningRow row,
        int token,
        float samplingLogprob,
        float untemperedLogprob,
        List<Chance> likeliest,
        Optional<FinishReason> end) {

    /**
     * A token that could have come.
     *
     * @param token its id
     * @param logprob natural log-probability under the policy itself
     */
    public record Chance(int token, float logprob) {}
}
