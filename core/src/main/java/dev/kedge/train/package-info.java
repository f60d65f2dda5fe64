/**
 * The step, the supervised warm start and the trainer.
 */
@NullMarked
package dev.kedge.train;

import org.jspecify.annotations.NullMarked;
