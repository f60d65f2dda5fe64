package dev.kedge.objective.advantage;

import dev.kedge.config.ConfigException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How rewards become advantages.
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
     * What both have learned from the steps so far, for a checkpoint.
     *
     * @return numbers by name; nothing, for most
     */
    public SortedMap<String, Double> state() {
        SortedMap<String, Double> state = new TreeMap<>();
        estimator.state().forEach((name, value) -> state.put(ESTIMATOR + name, value));
        penalty.ifPresent(present -> present.state().forEach((name, value) -> state.put(PENALTY + name, value)));
        return state;
    }

    /**
     * Goes on from a checkpoint.
     *
     * @param state what {@link #state} gave, among other things
     */
    public void resumeFrom(SortedMap<String, Double> state) {
        estimator.resumeFrom(named(ESTIMATOR, state));
        penalty.ifPresent(present -> present.resumeFrom(named(PENALTY, state)));
    }

    private static SortedMap<String, Double> named(String prefix, SortedMap<String, Double> state) {
        SortedMap<String, Double> named = new TreeMap<>();
        state.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                named.put(name.substring(prefix.length()), value);
            }
        });
        return named;
    }
}
