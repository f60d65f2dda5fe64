/**
 * Finds the final answer in what a model wrote.
 */
@NullMarked
package dev.kedge.reward.math.extract;

import org.jspecify.annotations.NullMarked;
