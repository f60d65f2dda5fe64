package dev.kedge.rollout;

import java.util.List;

/**
 * The rollouts of one prompt: the group within which advantages are formed.
 *
 * @param prompt the prompt
 * @param promptTokens the prompt as token ids, exactly as the policy was given it
 * @param rollouts at least one
 */
public record RolloutGroup(Prompt prompt, int[] promptTokens, List<Rollout> rollouts) {

    public RolloutGroup {
        rollouts = List.copyOf(rollouts);
        if (rollouts.isEmpty()) {
            throw new IllegalArgumentException("a group needs at least one rollout, prompt " + prompt.id());
        }
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
