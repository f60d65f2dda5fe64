/**
 * One seed per run: {@code (seed, purpose, step, index)} names an independent random stream.
 *
 * <p>No shared generator, no wall clock, no order of calls: two runs of one recipe draw the same numbers, whatever is
 * batched with what, and a resumed run needs no generator state. Depends on nothing.
 */
@NullMarked
package dev.kedge.random;

import org.jspecify.annotations.NullMarked;
