package dev.kedge.rollout;

import dev.kedge.api.Prompt;
import java.util.OptionalDouble;

/**
 * The prompt that some neighbouring samples complete: the group within which advantages are formed.
 *
 * @param number its place among the groups of the step, from 0; the same prompt may be drawn twice
 * @param prompt the prompt, its text as the policy was given it
 * @param tokens the prompt as token ids
 * @param greedyReward the reward of the most likely completion, a baseline for the samples; only where it was asked for
 */
public record Group(int number, Prompt prompt, int[] tokens, OptionalDouble greedyReward) {

    /**
     * A group without a greedy completion.
     *
     * @param number its place among the groups of the step
     * @param prompt the prompt
     * @param tokens the prompt as token ids
     */
    public Group(int number, Prompt prompt, int[] tokens) {
        this(number, prompt, tokens, OptionalDouble.empty());
    }

    /**
     * The same group with the greedy completion's reward.
     *
     * @param reward of the most likely completion
     */
    public Group withGreedyReward(double reward) {
        return new Group(number, prompt, tokens, OptionalDouble.of(reward));
    }
}
