/**
 * Training: the supervised warm start, the step of reinforcement learning, and the trainer that runs both and records
 * them.
 *
 * <pre>
 * TaskSource ──Prompt──▶ RolloutPhase ──RolloutGroup──▶ AdvantagePhase ──▶ TrainingSequence
 *                        (sample, verify)                                        │
 *                             ▲            InnerUpdates: each epoch, mini-batch, micro-batch:
 *                             │              log-probs ─▶ Objective ─▶ backward  │
 *                             └── new weights ◀── clip, AdamW ◀──────────────────┘
 * </pre>
 */
@NullMarked
package dev.kedge.train;

import org.jspecify.annotations.NullMarked;
