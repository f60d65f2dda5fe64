/**
 * Forward passes over given completions: sequences are cut into micro-batches of like length, padded, and answered with
 * the policy's distribution at every completion token. With gradient for an update, without for a score.
 *
 * <p>What a sequence is for (an old policy, a penalty, an update) is unknown here.
 */
@NullMarked
package dev.kedge.train.internal.pass;

import org.jspecify.annotations.NullMarked;
