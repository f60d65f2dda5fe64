/**
 * The scientific heart: policy-divergence measures, their estimators, and the ratio intervals that a threshold on them
 * allows. Pure Java, no dependency, no tensors, no I/O.
 *
 * <p>Legend: {@code p = π_old(a|s)}, {@code q = π_θ(a|s)}, {@code w = q/p} the importance ratio, {@code x = log w},
 * {@code δ} the threshold. All logarithms are natural.
 */
package dev.kedge.divergence;
