/**
 * One list of samples, in one order, from sampling to the gradient.
 *
 * <pre>
 * Prompt ──sample──▶ Sample(group, tokens) ──verify──▶ +verdict ──credit──▶ +advantage ──remember──▶ +old values
 * </pre>
 *
 * <p>Groups are views of that list: neighbours with the same {@link Group}. Evaluation takes the first half of the way,
 * training all of it. No tensors, no I/O. Arrays inside these records are never written after construction and are not
 * copied; treat them as read-only.
 */
@NullMarked
package dev.kedge.rollout;

import org.jspecify.annotations.NullMarked;
