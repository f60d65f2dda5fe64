package dev.kedge.objective.advantage;

import java.util.List;

/** An estimator that looks at each prompt's rollouts by themselves. */
public interface GroupEstimator extends RolloutEstimator {

    /**
     * One number per rollout of a group.
     *
     * @param group the rollouts of one prompt
     * @return A, in their order; anything where no verifier applied
     */
    double[] ofGroup(ScoredGroup group);

    @Override
    default List<double[]> perRollout(List<ScoredGroup> groups) {
        return groups.stream().map(this::ofGroup).toList();
    }
}
