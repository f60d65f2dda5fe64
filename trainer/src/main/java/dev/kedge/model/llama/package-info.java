/** Llama, and Mistral, which adds a window. Their config.json, in both spellings. */
@NullMarked
package dev.kedge.model.llama;

import org.jspecify.annotations.NullMarked;
