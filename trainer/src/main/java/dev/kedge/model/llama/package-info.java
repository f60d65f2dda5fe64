/** Llama, and Mistral where it is the same. Their config.json, in both spellings. */
@NullMarked
package dev.kedge.model.llama;

import org.jspecify.annotations.NullMarked;
