package dev.kedge.divergence.theory;

/**
 * One round: the policy acts, then takes its inner steps.
 *
 * @param policy the policy after the inner steps
 * @param kl exact {@code KL(π_old || π)} of the round, nats
 * @param totalVariation exact total variation of the round
 * @param largestRatio the largest {@code w} of any action at the end of the round
 * @param violations means over the inner steps
 */
public record Round(
        SoftmaxPolicy policy, double kl, double totalVariation, double largestRatio, ViolationShares violations) {}
