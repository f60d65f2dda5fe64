/**
 * Measures, conditions and the intervals of ratios that they allow: what it means for a policy to have moved too far
 * from the one that produced the samples.
 *
 * <p>Legend, used throughout: {@code p = π_old(a|s)} the probability that the old policy gave the sampled token,
 * {@code q = π(a|s)} the one it has now, {@code w = q/p} the importance ratio, {@code x = log w}, {@code φ(w)} a
 * divergence read off that one sample, {@code δ} the threshold. All logarithms are natural; every number is a double.
 *
 * <p>This package holds the shapes: a {@link dev.kedge.divergence.DivergenceCondition} says what is allowed, a
 * {@link dev.kedge.divergence.LogInterval} is an allowed range of {@code x}. The rooms: {@code ratio} (conditions on
 * {@code w} alone), {@code probability} (conditions on {@code w} and {@code p}), {@code estimator} (KL1, KL2, KL3 and
 * their exact moments), {@code catalogue} (every condition by name), {@code theory} (what conditions do to a softmax
 * policy, followed exactly). Pure Java: no dependency, no tensors, no I/O.
 */
package dev.kedge.divergence;
