package dev.kedge.train;

import dev.kedge.api.Prompt;
import dev.kedge.metric.Metrics;
import dev.kedge.objective.advantage.Advantage;
import dev.kedge.rollout.Rollout;
import dev.kedge.rollout.RolloutGroup;
import dev.kedge.train.pass.TrainingSequence;
import dev.kedge.train.rollout.AdvantagePhase;
import dev.kedge.train.rollout.PromptSchedule;
import dev.kedge.train.rollout.RolloutPhase;
import dev.kedge.train.update.InnerUpdates;
import dev.kedge.train.update.OldPolicy;
import dev.kedge.train.update.SamplerMismatch;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of reinforcement learning with verifiable rewards: sample a group of completions for each prompt, verify
 * them, form advantages within the groups, update the policy inside the trust region.
 */
final class ReinforcementStep {

    /**
     * The result of a step.
     *
     * @param groups what was sampled
     * @param advantages one per rollout, in the same layout
     * @param metrics what was measured
     */
    record Result(List<RolloutGroup> groups, List<List<Advantage>> advantages, Metrics metrics) {}

    private final PromptSchedule schedule;
    private final RolloutPhase rollouts;
    private final AdvantagePhase advantages;
    private final InnerUpdates updates;

    ReinforcementStep(PromptSchedule schedule, RolloutPhase rollouts, AdvantagePhase advantages, InnerUpdates updates) {
        this.schedule = schedule;
        this.rollouts = rollouts;
        this.advantages = advantages;
        this.updates = updates;
    }

    Result run(long step) {
        Metrics metrics = new Metrics();
        List<Prompt> prompts = schedule.prompts(step);
        List<RolloutGroup> groups = rollouts.run(step, prompts, metrics);
        schedule.learn(groups);

        long start = System.nanoTime();
        List<List<Advantage>> formed = advantages.run(groups, metrics);
        Learnable learnable = Learnable.of(groups, formed, metrics);
        if (learnable.sequences().isEmpty()) {
            metrics.sum("update/skipped", 1);
        } else {
            try (OldPolicy old = updates.oldPolicy(step, learnable.sequences())) {
                SamplerMismatch.measure(learnable.sequences(), old, metrics);
                metrics.merge(updates.run(step, learnable.sequences(), old));
            }
        }
        metrics.value("time/update_seconds", Clock.secondsSince(start));
        return new Result(groups, formed, metrics);
    }

    /** The completions to learn from: those of groups of which at least one has an advantage. */
    private record Learnable(List<TrainingSequence> sequences) {

        /** Advantages are of the order of 1: less is what rounding leaves of 0. */
        private static final double ROUNDING = 1e-12;

        static Learnable of(List<RolloutGroup> groups, List<List<Advantage>> advantages, Metrics metrics) {
            Learnable kept = new Learnable(new ArrayList<>());
            for (int g = 0; g < groups.size(); g++) {
                boolean teaches = advantages.get(g).stream().anyMatch(Learnable::counts);
                metrics.mean("rollout/zero_variance_fraction", teaches ? 0 : 1, 1);
                for (int i = 0; teaches && i < advantages.get(g).size(); i++) {
                    Rollout rollout = groups.get(g).rollouts().get(i);
                    Advantage advantage = advantages.get(g).get(i);
                    metrics.mean("update/advantage_mean_absolute", advantage.meanAbsolute(), 1);
                    kept.sequences.add(new TrainingSequence(
                            groups.get(g).promptTokens(),
                            rollout.completion().tokens(),
                            rollout.completion().samplingLogprobs(),
                            advantage));
                }
            }
            return kept;
        }

        /** NaN counts, so that the loss shows it. */
        private static boolean counts(Advantage advantage) {
            return !(advantage.meanAbsolute() <= ROUNDING);
        }
    }
}
