/**
 * The policy objective as a product of independent choices, each an object: divergence {@link
 * dev.kedge.objective.Condition condition}, {@link dev.kedge.objective.Response response}, {@link
 * dev.kedge.objective.Sidedness sidedness}, ratio {@link dev.kedge.objective.Level level}, {@link
 * dev.kedge.objective.Aggregation aggregation}, {@link dev.kedge.objective.ReferencePenalty reference penalty}. A
 * published algorithm is a named combination, a preset, never a branch.
 *
 * <p>One rule gives the gradient for every condition (Wu et al. 2026, arXiv:2602.05494): a token contributes {@code w·A·∇log
 * π_θ}, and where the condition acts whatever the response says instead, nothing for {@code stop}.
 *
 * <p>Legend: B sequences, T completion tokens (padded), N selected tokens, V vocabulary, D model width. {@code x = log w}
 * is the log importance ratio, natural logarithm. No I/O here.
 */
@NullMarked
package dev.kedge.objective;

import org.jspecify.annotations.NullMarked;
