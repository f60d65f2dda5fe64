/**
 * The policy objective as a product of independent choices, each an object in a room of its own: divergence
 * {@linkplain dev.kedge.objective.condition condition} with its sidedness and cap,
 * {@linkplain dev.kedge.objective.response response}, ratio {@linkplain dev.kedge.objective.level level},
 * {@linkplain dev.kedge.objective.weighting weighting} (aggregation, selection, correction),
 * {@linkplain dev.kedge.objective.penalty penalties}, {@linkplain dev.kedge.objective.advantage advantage}. A published
 * algorithm is a named combination, a {@linkplain dev.kedge.objective.Preset preset}, never a branch.
 *
 * <p>One rule gives the gradient for every condition (Wu et al. 2026, arXiv:2602.05494): a token contributes
 * {@code w·A·∇log π_θ}, and where the condition acts whatever the response says instead, nothing for {@code stop}.
 *
 * <p>Legend: B sequences, T completion tokens (padded), N selected tokens, V vocabulary, D model width. {@code x = log
 * w} is the log importance ratio, natural logarithm. No I/O here.
 */
@NullMarked
package dev.kedge.objective;

import org.jspecify.annotations.NullMarked;
