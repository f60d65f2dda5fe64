/** Whose probability ratio is w: a token's or its sequence's. */
@NullMarked
package dev.kedge.objective.level;

import org.jspecify.annotations.NullMarked;
