/**
 * The words that verifiers and the trainer share: a prompt, a completion to judge, the verdict, and the interface that
 * gives it. Immutable records without tensors, files or network; annotations are the only dependency.
 *
 * <p>Arrays inside these records are never written after construction and are not copied; treat them as read-only.
 */
@NullMarked
package dev.kedge.api;

import org.jspecify.annotations.NullMarked;
