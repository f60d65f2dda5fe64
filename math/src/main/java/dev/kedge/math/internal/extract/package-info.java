/** The search for the final answer in what a model wrote. */
@NullMarked
package dev.kedge.math.internal.extract;

import org.jspecify.annotations.NullMarked;
