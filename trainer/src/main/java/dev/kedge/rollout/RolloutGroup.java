package dev.kedge.rollout;

import dev.kedge.api.Prompt;
import java.util.List;
import java.util.Optional;

/**
 * The rollouts of one prompt: the group within which advantages are formed.
 *
 * @param prompt the prompt
 * @param promptTokens the prompt as token ids, exactly as the policy was given it
 * @param rollouts at least one
 * @param greedy the most likely completion, as a baseline for the others; not learned from. Only where it was asked for
 */
public record RolloutGroup(Prompt prompt, int[] promptTokens, List<Rollout> rollouts, Optional<Rollout> greedy) {

    public RolloutGroup {
        rollouts = List.copyOf(rollouts);
        if (rollouts.isEmpty()) {
            throw new IllegalArgumentException("a group needs at least one rollout, prompt " + prompt.id());
        }
    }

    /**
     * A group without a greedy completion.
     *
     * @param prompt the prompt
     * @param promptTokens the prompt as token ids
     * @param rollouts at least one
     */
    public RolloutGroup(Prompt prompt, int[] promptTokens, List<Rollout> rollouts) {
        this(prompt, promptTokens, rollouts, Optional.empty());
    }

    /**
     * The same rollouts with a greedy completion beside them.
     *
     * @param completion the most likely one of the prompt
     * @return a copy
     */
    public RolloutGroup withGreedy(Rollout completion) {
        return new RolloutGroup(prompt, promptTokens, rollouts, Optional.of(completion));
    }

    /**
     * The rewards in rollout order.
     *
     * @return one reward per rollout
     */
    public double[] rewards() {
        return rollouts.stream()
                .mapToDouble(rollout -> rollout.verdict().reward())
                .toArray();
    }
}
