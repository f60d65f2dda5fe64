package dev.kedge.objective.advantage;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * {@code A_t = G_t − reward of the most likely completion of the prompt}, {@code G_t} being the reward and the
 * penalties from token t on; without a penalty the same at every token. It needs no group, but one more completion of
 * each prompt. ReMax, Li et al. 2023, arXiv:2310.10505.
 */
public final class GreedyBaseline implements AdvantageEstimator {

    public GreedyBaseline() {}

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.GREEDY_REWARD);
    }

    @Override
    public List<List<Advantage>> advantages(List<ScoredGroup> groups) {
        return groups.stream().map(GreedyBaseline::ofGroup).toList();
    }

    private static List<Advantage> ofGroup(ScoredGroup group) {
        double baseline = group.greedyReward()
                .orElseThrow(() -> new IllegalStateException("no reward of a greedy completion was given"));
        return group.rollouts().stream()
                .map(rollout -> ofRollout(rollout, baseline))
                .toList();
    }

    private static Advantage ofRollout(ScoredRollout rollout, double baseline) {
        return rollout.applies()
                ? new Advantage(Arrays.stream(rollout.returns(1))
                        .map(following -> following - baseline)
                        .toArray())
                : Advantage.ofRollout(0);
    }
}
