/**
 * Reads tokens as terms, by precedence, with bounded depth.
 */
@NullMarked
package dev.kedge.reward.math.parse;

import org.jspecify.annotations.NullMarked;
