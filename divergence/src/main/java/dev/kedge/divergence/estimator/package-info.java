/**
 * The estimators KL1, KL2, KL3 of a Kullback-Leibler divergence from one sample, and their exact moments.
 *
 * <p>Legend: samples come from a distribution {@code S} (the policy that sampled); {@code O} is the other one; {@code x
 * = log(O/S)} at the sample. Everything here estimates {@code KL(S || O)}. In a trust region S is the old policy and O
 * the current one, so that {@code x = log w}; in a penalty on the current policy's own samples S is the current policy
 * and O the reference.
 */
package dev.kedge.divergence.estimator;
