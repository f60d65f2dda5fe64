package dev.kedge.objective.advantage;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The rollouts of one prompt as far as advantages are concerned.
 *
 * @param rollouts at least one
 * @param weights of the parts of their rewards, {@code [K]}; none if these have no parts
 * @param greedyReward the reward of the most likely completion; present if the estimator asks for
 *     {@link Requirement#GREEDY_REWARD}
 */
public record ScoredGroup(List<ScoredRollout> rollouts, double[] weights, OptionalDouble greedyReward) {

    /** Checks the numbers of rollouts and parts. */
    public ScoredGroup {
        rollouts = List.copyOf(rollouts);
        if (rollouts.isEmpty()) {
            throw new IllegalArgumentException("a group needs at least one rollout, got none");
        }
        for (ScoredRollout rollout : rollouts) {
            if (rollout.parts().length != weights.length) {
                throw new IllegalArgumentException("each part of a reward needs its weight, got "
                        + rollout.parts().length + " parts and " + weights.length + " weights");
            }
        }
    }

    /**
     * A group whose rewards have no parts.
     *
     * @param rollouts at least one
     * @return without the reward of the most likely completion
     */
    public static ScoredGroup of(List<ScoredRollout> rollouts) {
        return new ScoredGroup(rollouts, new double[0], OptionalDouble.empty());
    }

    /**
     * A group of completions of one token each, of which nothing but the reward counts.
     *
     * @param rewards one per rollout; NaN where no verifier applied
     */
    public static ScoredGroup ofRewards(double... rewards) {
        return of(Arrays.stream(rewards)
                .mapToObj(reward -> ScoredRollout.of(reward, 1))
                .toList());
    }

    /**
     * The number of rollouts.
     *
     * @return at least 1
     */
    public int size() {
        return rollouts.size();
    }

    /**
     * The rewards, penalties taken from them.
     *
     * @return one per rollout; NaN where no verifier applied
     */
    public double[] rewards() {
        return rollouts.stream().mapToDouble(ScoredRollout::total).toArray();
    }
}
