/**
 * Cuts written answers, LaTeX or plain text, into tokens. Hand-written and linear: no regular expression sees what a
 * model wrote.
 */
@NullMarked
package dev.kedge.math.internal.lex;

import org.jspecify.annotations.NullMarked;
