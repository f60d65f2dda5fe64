/**
 * The second half of a step: the old policy is remembered, then each update pulls the policy towards what earned an
 * advantage, as far as the objective's conditions allow. The supervised warm start, which ends in the same optimizer
 * update, is here too.
 */
@NullMarked
package dev.kedge.train.internal.update;

import org.jspecify.annotations.NullMarked;
