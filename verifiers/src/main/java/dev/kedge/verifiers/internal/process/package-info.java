/**
 * Child processes of verifiers: what the policy wrote is run there, never in the trainer's own process.
 * {@link dev.kedge.verifiers.internal.process.ContainedRun} runs a command to its end under limits,
 * {@link dev.kedge.verifiers.internal.process.WorkerPool} keeps Java processes that answer one line with another,
 * {@link dev.kedge.verifiers.internal.process.ProgramPool} processes of a program of the user's own. Knows nothing of
 * rewards.
 */
@NullMarked
package dev.kedge.verifiers.internal.process;

import org.jspecify.annotations.NullMarked;
