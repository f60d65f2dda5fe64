/**
 * The judgement of mathematical answers: the final answer of a text is found, read as a term, and compared.
 *
 * <p>Below it, each using only those before it: {@code number} (fractions), {@code term} (what an answer says),
 * {@code lex} and {@code parse} (reading), {@code evaluate} (values and equality of expressions), {@code equal}
 * (equality of answers), {@code extract} (where the answer stands).
 */
@NullMarked
package dev.kedge.math;

import org.jspecify.annotations.NullMarked;
