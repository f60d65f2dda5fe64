package dev.kedge.objective.advantage;

import java.util.List;

/**
 * Forms advantages from rewards.
 *
 * <p>A reward of NaN says that no verifier applied to the rollout: it enters no mean and no deviation, and its advantage
 * is 0.
 */
public interface AdvantageEstimator {

    /**
     * The advantages of a step.
     *
     * @param groups the rewards of the rollouts of each prompt
     * @return one advantage per reward, in the same layout
     */
    List<double[]> advantages(List<double[]> groups);
}
