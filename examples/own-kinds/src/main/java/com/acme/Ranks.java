package com.acme;

import dev.kedge.objective.advantage.GroupEstimator;
import dev.kedge.objective.advantage.ScoredGroup;

/**
 * An advantage that Kedge does not have: how many completions of the prompt earned less, less how many earned more, over
 * the size of the group. It lies in (-1, 1) whatever the scale of the rewards; the sum over a group is 0.
 */
public final class Ranks implements GroupEstimator {

    @Override
    public double[] ofGroup(ScoredGroup group) {
        double[] rewards = group.rollouts().stream()
                .mapToDouble(rollout -> rollout.reward() - rollout.penalty())
                .toArray();
        double[] advantages = new double[rewards.length];
        for (int i = 0; i < rewards.length; i++) {
            for (double other : rewards) {
                advantages[i] += Double.compare(rewards[i], other);
            }
            advantages[i] /= rewards.length;
        }
        return advantages;
    }
}
