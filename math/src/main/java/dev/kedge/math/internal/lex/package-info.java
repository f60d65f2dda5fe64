/**
 * The lexer of written answers, LaTeX or plain text. Hand-written and linear: no regular expression sees what a model
 * wrote.
 */
@NullMarked
package dev.kedge.math.internal.lex;

import org.jspecify.annotations.NullMarked;
