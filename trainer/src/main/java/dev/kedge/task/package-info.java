/**
 * The sources of prompts: data sets read from files, and synthetic problems addressed by (seed, index).
 *
 * <p>A {@link dev.kedge.task.Task} gives prompts and demonstrations by {@link dev.kedge.task.Split}; the parts never
 * share a problem. It knows its verifier by name only, and nothing of tokens and models. To add a task: one class, and
 * one line in {@link dev.kedge.task.Tasks}; for a synthetic one the class is a {@code ProblemFamily}.
 */
@NullMarked
package dev.kedge.task;

import org.jspecify.annotations.NullMarked;
