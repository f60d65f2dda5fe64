/** The inputs of an objective: the tokens of a micro-batch, and what belongs to the whole optimizer update. */
@NullMarked
package dev.kedge.objective.input;

import org.jspecify.annotations.NullMarked;
