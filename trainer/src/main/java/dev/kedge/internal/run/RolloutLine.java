package dev.kedge.internal.run;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.RewardPart;
import dev.kedge.api.Verdict;
import dev.kedge.rollout.Sample;
import dev.kedge.sampling.FinishReason;
import java.util.List;

/**
 * One rollout as it is kept in {@code rollouts/}; the names in the file are those of the components in snake case.
 *
 * @param promptId names the prompt
 * @param prompt what the policy was given, as text
 * @param answer the reference answer; empty where the verifier needs none
 * @param completion what was sampled, as text, end token left out
 * @param reward the reward
 * @param parts what the reward is the weighted sum of; none if it is not a sum
 * @param advantage the advantage it was trained with, the mean where each token has its own; 0 in a group that was
 *     dropped
 * @param outcome how judging ended
 * @param extracted the answer as read; empty where there was none
 * @param reason the verifier's reason
 * @param finishReason why sampling stopped
 * @param promptTokens the prompt as token ids
 * @param tokens the completion as token ids, end token included
 * @param samplingLogprobs natural log-probability of each token under the distribution sampled from
 * @param untemperedLogprobs natural log-probability of each token under the policy itself
 */
public record RolloutLine(
        String promptId,
        String prompt,
        String answer,
        String completion,
        double reward,
        List<RewardPart> parts,
        double advantage,
        Outcome outcome,
        String extracted,
        String reason,
        FinishReason finishReason,
        int[] promptTokens,
        int[] tokens,
        float[] samplingLogprobs,
        float[] untemperedLogprobs) {

    /**
     * The line of a sample.
     *
     * @param sample with its advantage
     * @throws IllegalStateException if it has none
     */
    static RolloutLine of(Sample sample) {
        Prompt prompt = sample.group().prompt();
        Verdict verdict = sample.verdict();
        return new RolloutLine(
                prompt.id(),
                prompt.text(),
                prompt.answer(),
                sample.text(),
                verdict.reward(),
                verdict.parts(),
                sample.advantage().mean(),
                verdict.outcome(),
                verdict.extracted(),
                verdict.reason(),
                sample.sampled().finishReason(),
                sample.group().tokens(),
                sample.sampled().tokens(),
                sample.sampled().samplingLogprobs(),
                sample.sampled().untemperedLogprobs());
    }
}
