package dev.kedge.divergence.estimator;

/**
 * Two distributions for which everything about the estimators is known exactly: S, which is sampled, and O, the other.
 */
public sealed interface DistributionPair permits GaussianPair, CategoricalPair {

    /**
     * What the estimators estimate.
     *
     * @return {@code KL(S || O)} in nats, at least 0
     */
    double kl();

    /**
     * The same distributions with their parts exchanged.
     *
     * @return a pair that samples O
     */
    DistributionPair swapped();

    /**
     * Mean, bias and variance of an estimator under samples of S.
     *
     * @param estimator the estimator
     * @return its exact moments
     */
    EstimatorMoments moments(KlEstimator estimator);
}
