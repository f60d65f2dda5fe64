/** Qwen3, dense: per-head norms of queries and keys, no biases. Its config.json, in both spellings. */
@NullMarked
package dev.kedge.model.qwen3;

import org.jspecify.annotations.NullMarked;
