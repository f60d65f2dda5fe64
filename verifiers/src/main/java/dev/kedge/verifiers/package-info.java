/**
 * Verifiers of completions, each call bounded in time. Whatever a verifier does costs only its own sample, see
 * {@link dev.kedge.verifiers.VerifierPool}.
 *
 * <p>Final answers are read strictly where the task sets the format (one marker, one answer), and as a person would
 * read them where it does not; who names several answers has given none. All arithmetic is exact. What a policy wrote
 * is never run in this process: {@code internal.process}, {@code internal.code} and {@code internal.sql} do that in
 * children. To add a verifier: one class, and one line in {@link dev.kedge.verifiers.Verifiers}; or a class of your own
 * on the class path.
 */
@NullMarked
package dev.kedge.verifiers;

import org.jspecify.annotations.NullMarked;
