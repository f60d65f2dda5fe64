/** Exact fractions. */
@NullMarked
package dev.kedge.math.internal.number;

import org.jspecify.annotations.NullMarked;
