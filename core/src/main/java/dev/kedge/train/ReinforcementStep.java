package dev.kedge.train;

import dev.kedge.metric.Metrics;
import dev.kedge.objective.advantage.AdvantageEstimator;
import dev.kedge.rollout.Completion;
import dev.kedge.rollout.Prompt;
import dev.kedge.rollout.Rollout;
import dev.kedge.rollout.RolloutGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of reinforcement learning with verifiable rewards: sample a group of completions for each prompt, verify them,
 * form advantages within the groups, update the policy inside the trust region.
 */
final class ReinforcementStep {

    /**
     * What a step leaves behind.
     *
     * @param groups what was sampled
     * @param advantages one per rollout, in the same layout
     * @param metrics what was measured
     */
    record Result(List<RolloutGroup> groups, List<double[]> advantages, Metrics metrics) {}

    private final PromptSchedule schedule;
    private final RolloutPhase rollouts;
    private final AdvantageEstimator estimator;
    private final InnerUpdates updates;

    ReinforcementStep(
            PromptSchedule schedule, RolloutPhase rollouts, AdvantageEstimator estimator, InnerUpdates updates) {
        this.schedule = schedule;
        this.rollouts = rollouts;
        this.estimator = estimator;
        this.updates = updates;
    }

    Result run(long step) {
        Metrics metrics = new Metrics();
        List<Prompt> prompts = schedule.prompts(step);
        List<RolloutGroup> groups = rollouts.run(step, prompts, metrics);
        List<double[]> advantages =
                estimator.advantages(groups.stream().map(RolloutGroup::rewards).toList());

        long start = System.nanoTime();
        Learnable learnable = Learnable.of(groups, advantages, metrics);
        if (learnable.sequences().isEmpty()) {
            metrics.sum("update/skipped", 1);
        } else {
            float[][] oldLogprobs = updates.score(learnable.sequences());
            SamplerMismatch.measure(learnable.completions(), oldLogprobs, metrics);
            metrics.merge(updates.run(step, learnable.sequences(), oldLogprobs));
        }
        metrics.value("time/update_seconds", Clock.secondsSince(start));
        return new Result(groups, advantages, metrics);
    }

    /** The completions that carry a gradient: those of groups whose rewards are not all the same. */
    private record Learnable(List<TrainingSequence> sequences, List<Completion> completions) {

        static Learnable of(List<RolloutGroup> groups, List<double[]> advantages, Metrics metrics) {
            Learnable kept = new Learnable(new ArrayList<>(), new ArrayList<>());
            for (int g = 0; g < groups.size(); g++) {
                boolean varied = varies(groups.get(g).rewards());
                metrics.mean("rollout/zero_variance_fraction", varied ? 0 : 1, 1);
                for (int i = 0; varied && i < advantages.get(g).length; i++) {
                    Rollout rollout = groups.get(g).rollouts().get(i);
                    double advantage = advantages.get(g)[i];
                    metrics.mean("update/advantage_mean_absolute", Math.abs(advantage), 1);
                    kept.completions.add(rollout.completion());
                    kept.sequences.add(new TrainingSequence(
                            groups.get(g).promptTokens(), rollout.completion().tokens(), advantage));
                }
            }
            return kept;
        }

        private static boolean varies(double[] rewards) {
            for (double reward : rewards) {
                if (reward != rewards[0]) {
                    return true;
                }
            }
            return false;
        }
    }
}
