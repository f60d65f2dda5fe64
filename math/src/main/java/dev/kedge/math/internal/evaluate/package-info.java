/**
 * Values of expressions in several kinds of numbers, and whether two expressions are the same.
 *
 * <p>The libraries for complex numbers and for many digits are touched only when fractions and doubles cannot decide.
 */
@NullMarked
package dev.kedge.math.internal.evaluate;

import org.jspecify.annotations.NullMarked;
