/** Gemma 2 and 3: norms around each block, windows, bounded scores and logits. Its config.json, in both spellings. */
@NullMarked
package dev.kedge.model.gemma;

import org.jspecify.annotations.NullMarked;
