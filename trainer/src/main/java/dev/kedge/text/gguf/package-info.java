/** The tokenizer that a GGUF file describes, as the files of a model directory. */
@NullMarked
package dev.kedge.text.gguf;

import org.jspecify.annotations.NullMarked;
