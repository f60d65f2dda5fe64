/**
 * Training: the supervised warm start, the step of reinforcement learning, and the trainer that runs both and records
 * them.
 *
 * <pre>
 * Prompt ──sample──▶ Sample ──verify──▶ +verdict ──credit──▶ +advantage ──remember──▶ +old values
 *            ▲       (group, tokens)                                                      │
 *            │                     InnerUpdates: each epoch, mini-batch, micro-batch:     │
 *            │                       log-probs ─▶ Objective ─▶ backward                   │
 *            └── new weights ◀── clip, AdamW ◀────────────────────────────────────────────┘
 * </pre>
 */
@NullMarked
package dev.kedge.train;

import org.jspecify.annotations.NullMarked;
