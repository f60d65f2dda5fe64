package dev.kedge.objective.advantage;

import java.util.List;
import java.util.stream.IntStream;

/** An estimator that gives all tokens of a completion the same advantage. */
public interface RolloutEstimator extends AdvantageEstimator {

    /**
     * One number per rollout.
     *
     * @param groups the rollouts of each prompt
     * @return A, in the same layout; anything where no verifier applied
     */
    List<double[]> perRollout(List<ScoredGroup> groups);

    @Override
    default List<List<Advantage>> advantages(List<ScoredGroup> groups) {
        List<double[]> values = perRollout(groups);
        return IntStream.range(0, groups.size())
                .mapToObj(group -> ofGroup(groups.get(group).rollouts(), values.get(group)))
                .toList();
    }

    private static List<Advantage> ofGroup(List<ScoredRollout> rollouts, double[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> Advantage.ofRollout(rollouts.get(i).applies() ? values[i] : 0))
                .toList();
    }
}
