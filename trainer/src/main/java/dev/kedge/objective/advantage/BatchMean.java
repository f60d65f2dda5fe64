package dev.kedge.objective.advantage;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * {@code A = r − mean of all rewards of the step}: one baseline whatever the prompt, which needs no second completion
 * of it. REINFORCE with a baseline, Williams 1992; FlashREINFORCE (OpenRLHF pull request 1339), with one completion a
 * prompt.
 */
public final class BatchMean implements RolloutEstimator {

    public BatchMean() {}

    @Override
    public List<double[]> perRollout(List<ScoredGroup> groups) {
        List<double[]> rewards = groups.stream().map(ScoredGroup::rewards).toList();
        double mean = RewardStatistics.of(rewards).mean();
        return rewards.stream()
                .map(group -> DoubleStream.of(group)
                        .map(reward -> reward == mean ? 0 : reward - mean)
                        .toArray())
                .toList();
    }
}
