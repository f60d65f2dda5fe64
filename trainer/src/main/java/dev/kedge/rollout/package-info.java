/**
 * The records that the phases of a step hand to each other: immutable records, no tensors, no I/O.
 *
 * <p>Arrays inside these records are never written after construction and are not copied; treat them as read-only.
 */
@NullMarked
package dev.kedge.rollout;

import org.jspecify.annotations.NullMarked;
