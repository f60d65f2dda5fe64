/**
 * The record of a training run, and what a person sees of it: the run directory with its lock, metrics, TensorBoard
 * events, rollouts, checkpoints, provenance, the report and the console.
 *
 * <p>Everything here survives {@code kill -9} at any moment: a file is either appended to in whole lines, or written
 * beside its final name, brought to disk and renamed. No tensors and no model: a checkpoint's content is written by a
 * callback. Which metrics exist is the trainer's business; {@code docs/metrics.md} defines each.
 */
@NullMarked
package dev.kedge.internal.run;

import org.jspecify.annotations.NullMarked;
