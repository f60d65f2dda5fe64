/** The record of a run: metrics, rollouts, evaluations and checkpoints, as the loop produces them. */
@NullMarked
package dev.kedge.train.record;

import org.jspecify.annotations.NullMarked;
