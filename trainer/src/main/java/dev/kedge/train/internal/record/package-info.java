/** The record of a run: metrics, rollouts, evaluations and checkpoints, as the loop produces them. */
@NullMarked
package dev.kedge.train.internal.record;

import org.jspecify.annotations.NullMarked;
