package dev.kedge.train.internal.update;

import dev.kedge.internal.metric.Metrics;
import dev.kedge.objective.schedule.ThresholdController.Measure;
import dev.kedge.rollout.Sample;
import dev.kedge.rollout.TokenScores;
import dev.kedge.rollout.TokenSequence;
import dev.kedge.train.internal.pass.PolicyPass;
import java.util.List;

/**
 * The divergence of the policy after the updates of a step from the policy before them: one more forward pass over the
 * step's completions, made only where something is steered by it.
 */
final class PolicyShift {

    private PolicyShift() {}

    /**
     * Measures it.
     *
     * @param measure KL3: the mean of {@code w − 1 − log w} over all completion tokens, w of the token alone; exact:
     *     the mean of {@code KL(π_old ‖ π_new)} over the tokens that the old policy's meter has drawn; in nats
     * @param policy as the updates left it
     * @param old what is remembered of it before
     * @param tokenBudget the most padded tokens in one pass
     * @param metrics get the mean under the measure's name; nothing if there is no token to measure at
     */
    static void measure(Measure measure, PolicyPass policy, OldPolicy old, int tokenBudget, Metrics metrics) {
        List<Sample> samples = old.samples().stream().filter(Sample::isLearned).toList();
        List<TokenSequence> sequences = samples.stream().map(Sample::sequence).toList();
        if (measure == Measure.EXACT) {
            policy.score(sequences, tokenBudget, (places, hidden) -> {
                List<Sample> seen = places.stream().map(samples::get).toList();
                for (double divergence : old.meter().divergences(seen, hidden)) {
                    metrics.mean(measure.metric(), divergence, 1);
                }
            });
            return;
        }
        List<TokenScores> scores = policy.score(sequences, tokenBudget);
        for (int i = 0; i < scores.size(); i++) {
            float[] now = scores.get(i).logprobs();
            float[] before = samples.get(i).oldLogprobs();
            for (int token = 0; token < now.length; token++) {
                double x = (double) now[token] - before[token];
                metrics.mean(measure.metric(), Math.expm1(x) - x, 1);
            }
        }
    }
}
