/**
 * Conditions, as the objective tests them on tensors: how far is too far, for this token? Their mathematics is in
 * {@link dev.kedge.divergence}; to add one that is an interval of ratios, add it there.
 */
@NullMarked
package dev.kedge.objective.condition;

import org.jspecify.annotations.NullMarked;
