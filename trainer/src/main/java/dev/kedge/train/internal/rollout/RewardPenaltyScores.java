package dev.kedge.train.internal.rollout;

import dev.kedge.internal.metric.Metrics;
import dev.kedge.objective.advantage.RewardPenalty;
import dev.kedge.rollout.TokenScores;
import dev.kedge.rollout.TokenSequence;
import dev.kedge.train.internal.pass.PolicyPass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The amounts that a penalty takes from the reward at each token, from the log-probs of the policy and of the reference
 * policy.
 */
public final class RewardPenaltyScores {

    private final RewardPenalty penalty;
    private final PolicyPass policy;
    private final PolicyPass reference;
    private final int tokenBudget;

    /**
     * Scores for a penalty.
     *
     * @param penalty what is taken from the reward
     * @param policy the pass of the policy as it stands
     * @param reference that of the frozen reference policy
     * @param tokenBudget the most padded tokens in one pass
     */
    public RewardPenaltyScores(RewardPenalty penalty, PolicyPass policy, PolicyPass reference, int tokenBudget) {
        this.penalty = penalty;
        this.policy = policy;
        this.reference = reference;
        this.tokenBudget = tokenBudget;
    }

    /** One array per sequence. The coefficient of the next call follows from what is measured here. */
    List<double[]> penalties(List<TokenSequence> sequences, Metrics metrics) {
        List<TokenScores> scores = policy.score(sequences, tokenBudget);
        List<TokenScores> referenceScores = reference.score(sequences, tokenBudget);
        double coefficient = penalty.coefficient();
        List<double[]> penalties = new ArrayList<>();
        double divergences = 0;
        for (int i = 0; i < scores.size(); i++) {
            float[] logprobs = scores.get(i).logprobs();
            float[] referenceLogprobs = referenceScores.get(i).logprobs();
            double[] estimates = new double[logprobs.length];
            for (int t = 0; t < estimates.length; t++) {
                estimates[t] = penalty.estimate((double) logprobs[t] - referenceLogprobs[t]);
            }
            double divergence = Arrays.stream(estimates).average().orElseThrow();
            metrics.mean("rollout/reference_kl", divergence, 1);
            divergences += divergence;
            penalties.add(Arrays.stream(estimates)
                    .map(estimate -> coefficient * estimate)
                    .toArray());
        }
        metrics.value("rollout/reference_coefficient", coefficient);
        penalty.adapt(divergences / sequences.size(), sequences.size());
        return penalties;
    }
}
