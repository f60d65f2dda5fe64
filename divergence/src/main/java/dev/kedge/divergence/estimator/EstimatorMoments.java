package dev.kedge.divergence.estimator;

/**
 * Mean, bias and variance of an estimator for one pair of distributions. The mean of n samples has the same bias and
 * {@code variance/n}.
 *
 * @param mean the expected estimate, in nats
 * @param bias {@code mean - KL(S || O)}, in nats; exactly 0 for an unbiased estimator
 * @param variance the variance of one estimate, in nats squared; {@code +Infinity} if it does not exist
 */
public record EstimatorMoments(double mean, double bias, double variance) {}
