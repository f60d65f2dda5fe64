/** Advantages: from the rewards of a step to one number per rollout. Pure arithmetic in float64, no tensors. */
@NullMarked
package dev.kedge.objective.advantage;

import org.jspecify.annotations.NullMarked;
