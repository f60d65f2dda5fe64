/** Granite: numbers that scale embeddings, scores, residuals and logits. Its config.json, in both spellings. */
@NullMarked
package dev.kedge.model.granite;

import org.jspecify.annotations.NullMarked;
