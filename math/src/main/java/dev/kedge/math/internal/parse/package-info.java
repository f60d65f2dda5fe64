/** The parser of tokens as terms, by precedence, with bounded depth. */
@NullMarked
package dev.kedge.math.internal.parse;

import org.jspecify.annotations.NullMarked;
