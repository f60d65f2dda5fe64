package dev.kedge.run;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.RewardPart;
import dev.kedge.rollout.FinishReason;
import dev.kedge.rollout.Rollout;
import dev.kedge.rollout.RolloutGroup;
import java.util.List;
import java.util.stream.IntStream;

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
     * The lines of a group.
     *
     * @param group the rollouts of one prompt
     * @param advantages one per rollout, in the same order
     * @return one line per rollout
     * @throws IllegalArgumentException if the numbers differ
     */
    static List<RolloutLine> of(RolloutGroup group, double[] advantages) {
        if (advantages.length != group.rollouts().size()) {
            throw new IllegalArgumentException("a group needs one advantage per rollout, got " + advantages.length
                    + " for " + group.rollouts().size() + ", prompt "
                    + group.prompt().id());
        }
        return IntStream.range(0, advantages.length)
                .mapToObj(index -> of(
                        group.prompt(), group.promptTokens(), group.rollouts().get(index), advantages[index]))
                .toList();
    }

    private static RolloutLine of(Prompt prompt, int[] promptTokens, Rollout rollout, double advantage) {
        return new RolloutLine(
                prompt.id(),
                prompt.text(),
                prompt.answer(),
                rollout.text(),
                rollout.verdict().reward(),
                rollout.verdict().parts(),
                advantage,
                rollout.verdict().outcome(),
                rollout.verdict().extracted(),
                rollout.verdict().reason(),
                rollout.completion().finishReason(),
                promptTokens,
                rollout.completion().tokens(),
                rollout.completion().samplingLogprobs(),
                rollout.completion().untemperedLogprobs());
    }
}
