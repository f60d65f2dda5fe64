package dev.kedge.train;

import dev.kedge.internal.metric.Metrics;
import dev.kedge.rollout.Sample;
import dev.kedge.train.internal.rollout.AdvantagePhase;
import dev.kedge.train.internal.rollout.PromptSchedule;
import dev.kedge.train.internal.rollout.RolloutPhase;
import dev.kedge.train.internal.update.InnerUpdates;
import dev.kedge.train.internal.update.OldPolicy;
import dev.kedge.train.internal.update.SamplerMismatch;
import java.util.List;

/**
 * One step of reinforcement learning with verifiable rewards: sample a group of completions for each prompt, verify
 * them, form advantages within the groups, update the policy inside the trust region.
 */
record ReinforcementStep(
        PromptSchedule schedule, RolloutPhase rollouts, AdvantagePhase advantages, InnerUpdates updates) {

    /**
     * The result of a step.
     *
     * @param samples with their advantages
     * @param metrics what was measured
     */
    record Result(List<Sample> samples, Metrics metrics) {}

    Result run(long step) {
        Metrics metrics = new Metrics();
        List<Sample> judged = rollouts.run(step, schedule, metrics);
        schedule.learn(judged);

        long start = System.nanoTime();
        List<Sample> samples = advantages.run(judged, metrics);
        List<Sample> teaching = AdvantagePhase.teaching(samples, metrics);
        if (teaching.isEmpty()) {
            metrics.sum("update/skipped", 1);
        } else {
            try (OldPolicy old = updates.oldPolicy(step, teaching)) {
                metrics.merge(updates.run(step, old));
                SamplerMismatch.measure(old.samples(), metrics);
            }
        }
        metrics.value("time/update_seconds", Clock.secondsSince(start));
        return new Result(samples, metrics);
    }
}
