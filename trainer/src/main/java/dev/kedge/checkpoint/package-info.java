/**
 * State that outlives the process: what a part of a run has learned, as numbers by name. Files and their layout are
 * another room's.
 */
@NullMarked
package dev.kedge.checkpoint;

import org.jspecify.annotations.NullMarked;
