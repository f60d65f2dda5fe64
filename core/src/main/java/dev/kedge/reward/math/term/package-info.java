/**
 * What an answer says, as immutable trees.
 */
@NullMarked
package dev.kedge.reward.math.term;

import org.jspecify.annotations.NullMarked;
