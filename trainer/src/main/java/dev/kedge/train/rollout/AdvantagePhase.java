package dev.kedge.train.rollout;

import dev.kedge.api.RewardPart;
import dev.kedge.api.Verdict;
import dev.kedge.metric.Metrics;
import dev.kedge.objective.advantage.Advantage;
import dev.kedge.objective.advantage.AdvantageEstimator;
import dev.kedge.objective.advantage.ScoredGroup;
import dev.kedge.objective.advantage.ScoredRollout;
import dev.kedge.rollout.Rollout;
import dev.kedge.rollout.RolloutGroup;
import dev.kedge.train.pass.TrainingSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The advantages of a step, and the passes over its completions that forming them may need: log-probs for a penalty in
 * the reward, energies of tokens.
 */
public final class AdvantagePhase {

    private static final double NOT_YET = 0;

    private final AdvantageEstimator estimator;
    private final Optional<RewardPenaltyScores> penalty;
    private final Optional<Function<List<TrainingSequence>, List<double[]>>> energies;

    /** {@code energies} gives one array per sequence; present if the estimator asks for them. */
    public AdvantagePhase(
            AdvantageEstimator estimator,
            Optional<RewardPenaltyScores> penalty,
            Optional<Function<List<TrainingSequence>, List<double[]>>> energies) {
        this.estimator = estimator;
        this.penalty = penalty;
        this.energies = energies;
    }

    /** One per rollout, in the layout of the groups. */
    public List<List<Advantage>> run(List<RolloutGroup> groups, Metrics metrics) {
        double[] weights = weights(groups);
        List<ScoredRollout> rollouts = groups.stream()
                .flatMap(group -> group.rollouts().stream())
                .map(rollout -> scored(rollout, weights.length))
                .toList();
        if (penalty.isPresent()) {
            List<double[]> penalties = penalty.get().penalties(sequences(groups), metrics);
            rollouts = with(ScoredRollout::withPenalties, rollouts, penalties);
        }
        if (energies.isPresent()) {
            rollouts =
                    with(ScoredRollout::withEnergies, rollouts, energies.get().apply(sequences(groups)));
        }
        return estimator.advantages(grouped(rollouts, weights, groups));
    }

    /**
     * The weights of the parts of this step's rewards. A verdict without parts did not come to an end: all its parts
     * are 0.
     */
    private static double[] weights(List<RolloutGroup> groups) {
        return groups.stream()
                .flatMap(group -> group.rollouts().stream())
                .map(rollout -> rollout.verdict().parts())
                .filter(parts -> !parts.isEmpty())
                .findFirst()
                .orElse(List.of())
                .stream()
                .mapToDouble(RewardPart::weight)
                .toArray();
    }

    private static ScoredRollout scored(Rollout rollout, int parts) {
        Verdict verdict = rollout.verdict();
        double[] rewards = verdict.parts().isEmpty()
                ? new double[parts]
                : verdict.parts().stream().mapToDouble(RewardPart::reward).toArray();
        return ScoredRollout.of(verdict.reward(), rollout.completion().length()).withParts(rewards);
    }

    private static List<ScoredRollout> with(
            BiFunction<ScoredRollout, double[], ScoredRollout> change,
            List<ScoredRollout> rollouts,
            List<double[]> perToken) {
        return IntStream.range(0, rollouts.size())
                .mapToObj(i -> change.apply(rollouts.get(i), perToken.get(i)))
                .toList();
    }

    private static List<ScoredGroup> grouped(
            List<ScoredRollout> rollouts, double[] weights, List<RolloutGroup> groups) {
        List<ScoredGroup> scored = new ArrayList<>();
        int start = 0;
        for (RolloutGroup group : groups) {
            int end = start + group.rollouts().size();
            OptionalDouble greedy = group.greedy().isPresent()
                    ? OptionalDouble.of(group.greedy().get().verdict().reward())
                    : OptionalDouble.empty();
            scored.add(new ScoredGroup(rollouts.subList(start, end), weights, greedy));
            start = end;
        }
        return scored;
    }

    private static List<TrainingSequence> sequences(List<RolloutGroup> groups) {
        return groups.stream()
                .flatMap(group -> group.rollouts().stream()
                        .map(rollout -> new TrainingSequence(
                                group.promptTokens(), rollout.completion().tokens(), NOT_YET)))
                .toList();
    }
}
