package dev.kedge.objective.advantage;

import dev.kedge.checkpoint.CheckpointRegistry;
import dev.kedge.config.ConfigException;
import java.util.Optional;
import java.util.Set;

/**
 * The way from rewards to advantages.
 *
 * @param estimator forms them
 * @param penalty what is taken from the rewards first; empty: nothing
 */
public record Advantages(AdvantageEstimator estimator, Optional<RewardPenalty> penalty) {

    private static final String ESTIMATOR = "advantage/";
    private static final String PENALTY = "reward_penalty/";

    /** Refuses a penalty that the estimator would not see. */
    public Advantages {
        if (penalty.isPresent() && estimator.requirements().contains(Requirement.PLAIN_PARTS)) {
            throw new ConfigException(
                    "reward_penalty", "must be none with this advantage, which works on the parts of the reward");
        }
    }

    /**
     * What the estimator needs besides rewards.
     *
     * @return nothing, for most
     */
    public Set<Requirement> requirements() {
        return estimator.requirements();
    }

    /**
     * Adds what both learn from the steps to a run's checkpoints.
     *
     * @param registry the parts of the run
     */
    public void register(CheckpointRegistry registry) {
        registry.with(ESTIMATOR, estimator);
        penalty.ifPresent(present -> registry.with(PENALTY, present));
    }
}
