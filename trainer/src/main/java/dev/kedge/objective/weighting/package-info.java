/**
 * The weight of a token: {@linkplain dev.kedge.objective.weighting.Aggregation aggregation} over tokens and sequences,
 * {@linkplain dev.kedge.objective.weighting.Selection selection} of tokens, and
 * {@linkplain dev.kedge.objective.weighting.Correction correction} for a sampler that differs from the trainer.
 */
@NullMarked
package dev.kedge.objective.weighting;

import org.jspecify.annotations.NullMarked;
