/** Equality of answers: lists, sets, intervals, points, matrices, relations, words. */
@NullMarked
package dev.kedge.math.internal.equal;

import org.jspecify.annotations.NullMarked;
