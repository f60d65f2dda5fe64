/**
 * The first half of a step: which prompts are drawn, what is sampled and how it is judged, and what each completion is
 * worth beside the others of its group.
 *
 * <p>Nothing here changes weights.
 */
@NullMarked
package dev.kedge.train.internal.rollout;

import org.jspecify.annotations.NullMarked;
