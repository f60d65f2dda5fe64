package dev.kedge.objective.advantage;

import dev.kedge.checkpoint.Checkpointed;
import java.util.List;
import java.util.Set;

/**
 * A rule that forms advantages from rewards.
 *
 * <p>A reward of NaN says that no verifier applied to the rollout: it enters no mean and no deviation, and its
 * advantage is 0. Most estimators give one number per rollout and are a {@link RolloutEstimator} or, if no other group
 * matters to it, a {@link GroupEstimator}.
 */
public interface AdvantageEstimator extends Checkpointed {

    /**
     * The advantages of a step.
     *
     * @param groups the rollouts of each prompt
     * @return one advantage per rollout, in the same layout
     */
    List<List<Advantage>> advantages(List<ScoredGroup> groups);

    /**
     * What it needs besides rewards.
     *
     * @return nothing, for most
     */
    default Set<Requirement> requirements() {
        return Set.of();
    }
}
