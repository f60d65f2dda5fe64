/**
 * Held-out accuracy, greedy and sampled.
 */
@NullMarked
package dev.kedge.evaluation;

import org.jspecify.annotations.NullMarked;
