/**
 * Exact fractions.
 */
@NullMarked
package dev.kedge.reward.math.number;

import org.jspecify.annotations.NullMarked;
