/** Verifiers as recipes name them: the catalogue, verifiers made of others, classes of the user's. */
@NullMarked
package dev.kedge.reward;

import org.jspecify.annotations.NullMarked;
