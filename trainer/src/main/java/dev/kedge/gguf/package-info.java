/**
 * GGUF files, the format of llama.cpp: metadata by key, tensors by name, numbers in blocks of few bits. No tensor
 * library here: what is read is {@code float[]}.
 */
@NullMarked
package dev.kedge.gguf;

import org.jspecify.annotations.NullMarked;
