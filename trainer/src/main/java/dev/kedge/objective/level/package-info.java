/** The levels of the probability ratio w: that of a token or of its sequence. */
@NullMarked
package dev.kedge.objective.level;

import org.jspecify.annotations.NullMarked;
