/** Answers as immutable trees. */
@NullMarked
package dev.kedge.math.internal.term;

import org.jspecify.annotations.NullMarked;
