package dev.kedge.train;

import dev.kedge.objective.advantage.Advantage;
import dev.kedge.objective.advantage.AdvantageEstimator;
import dev.kedge.objective.advantage.ScoredGroup;
import dev.kedge.objective.advantage.ScoredRollout;
import dev.kedge.rollout.Rollout;
import dev.kedge.rollout.RolloutGroup;
import java.util.List;

/** The advantages of a step. */
final class AdvantagePhase {

    private final AdvantageEstimator estimator;

    AdvantagePhase(AdvantageEstimator estimator) {
        this.estimator = estimator;
    }

    /** One per rollout, in the layout of the groups. */
    List<List<Advantage>> run(List<RolloutGroup> groups) {
        return estimator.advantages(groups.stream().map(AdvantagePhase::scored).toList());
    }

    private static ScoredGroup scored(RolloutGroup group) {
        return ScoredGroup.of(
                group.rollouts().stream().map(AdvantagePhase::scored).toList());
    }

    private static ScoredRollout scored(Rollout rollout) {
        return ScoredRollout.of(rollout.verdict().reward(), rollout.completion().length());
    }
}
