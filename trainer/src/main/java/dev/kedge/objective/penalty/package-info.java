/** The pulls on the policy beside the surrogate: a frozen reference, the old policy, its own entropy. */
@NullMarked
package dev.kedge.objective.penalty;

import org.jspecify.annotations.NullMarked;
