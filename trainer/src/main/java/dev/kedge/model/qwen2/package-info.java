/** Qwen2 and Qwen2.5, dense: biases at queries, keys and values. Their config.json, in both spellings. */
@NullMarked
package dev.kedge.model.qwen2;

import org.jspecify.annotations.NullMarked;
