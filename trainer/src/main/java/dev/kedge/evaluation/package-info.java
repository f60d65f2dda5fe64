/**
 * Held-out accuracy, greedy and sampled, with the error of a mean over prompts: avg@k, pass@k, maj@k.
 *
 * <p>Every estimator is unbiased in the number of completions: with n completions of a prompt it gives the exact
 * expected value for k of them.
 */
@NullMarked
package dev.kedge.evaluation;

import org.jspecify.annotations.NullMarked;
