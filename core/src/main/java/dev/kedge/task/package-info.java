/**
 * Where prompts come from: data sets read from files, and synthetic problems addressed by (seed, index).
 *
 * <p>A task knows nothing of tokens, models or verifiers.
 */
@NullMarked
package dev.kedge.task;

import org.jspecify.annotations.NullMarked;
