/**
 * Policies to start from: what a recipe names under {@code model}, with the tokenizer, the tokens that end a
 * completion, and the frozen copy that serves as reference.
 */
@NullMarked
package dev.kedge.train.policy;

import org.jspecify.annotations.NullMarked;
