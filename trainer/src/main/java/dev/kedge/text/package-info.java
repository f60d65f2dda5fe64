/**
 * Text and tokens: the tokenizer of a checkpoint, special tokens, chat templates, and tokenizers written for small
 * vocabularies.
 */
@NullMarked
package dev.kedge.text;

import org.jspecify.annotations.NullMarked;
