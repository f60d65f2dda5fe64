/** Model and prompts to completions with exact sampling log-probabilities: KV cache, batching, token selection. */
@NullMarked
package dev.kedge.sampling;

import org.jspecify.annotations.NullMarked;
