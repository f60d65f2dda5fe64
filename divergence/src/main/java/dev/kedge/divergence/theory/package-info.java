/**
 * Policies under a divergence condition, followed exactly: one state, V actions, a softmax over their logits, and
 * expectations over actions in place of samples.
 *
 * <p>Legend: {@code π_old} the policy that acts during a round, {@code π} the one that is being updated, {@code p} and
 * {@code q} what they give an action, {@code w = q/p}, {@code A} the advantage of an action, {@code [l, u]} an interval
 * of ratios, {@code δ} a threshold. Gradients are with respect to the logits of π.
 *
 * <p>{@link dev.kedge.divergence.theory.Dynamics} follows the clipped objective over rounds of inner steps;
 * {@link dev.kedge.divergence.theory.OneTokenUpdate} has in closed form where one sampled token ends up when its
 * interval is used to the full. Nothing here is random: what varies between seeds is handed in.
 */
package dev.kedge.divergence.theory;
