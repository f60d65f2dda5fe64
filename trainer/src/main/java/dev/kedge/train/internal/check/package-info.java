/** Checks of a recipe before its run: whether prompts fit, whether memory suffices, which settings contradict. */
@NullMarked
package dev.kedge.train.internal.check;

import org.jspecify.annotations.NullMarked;
