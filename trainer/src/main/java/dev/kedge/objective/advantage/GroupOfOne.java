package dev.kedge.objective.advantage;

import java.util.Set;

/** The comparison for a reward that is the only one of its group. */
public enum GroupOfOne {
    /** With itself: the advantage is 0. */
    ZERO,
    /**
     * With 0, and a deviation is taken to be 1: the advantage is the reward. verl's choice for most of its estimators.
     */
    REWARD;

    /** Comparing a reward with itself teaches nothing, so there must be two. */
    Set<Requirement> requirements() {
        return this == ZERO ? Set.of(Requirement.GROUP) : Set.of();
    }

    /** The statistics of a group under this choice. */
    RewardStatistics statistics(double[] rewards) {
        RewardStatistics statistics = RewardStatistics.of(rewards);
        return this == REWARD && statistics.count() == 1 ? RewardStatistics.STANDARD : statistics;
    }
}
