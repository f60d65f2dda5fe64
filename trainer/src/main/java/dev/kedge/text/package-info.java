/** Tokens and text: the tokenizer of a checkpoint, and tokenizers written for small vocabularies. */
@NullMarked
package dev.kedge.text;

import org.jspecify.annotations.NullMarked;
