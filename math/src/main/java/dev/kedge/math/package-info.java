/**
 * Judges mathematical answers: finds the final answer of a text, reads it as a term, and compares terms.
 *
 * <p>Below it, each using only those before it: {@code number} (fractions), {@code term} (what an answer says),
 * {@code lex} and {@code parse} (reading), {@code evaluate} (values and equality of expressions), {@code equal}
 * (equality of answers), {@code extract} (where the answer stands).
 */
@NullMarked
package dev.kedge.math;

import org.jspecify.annotations.NullMarked;
