/**
 * From source to tree: {@link dev.kedge.jinja.internal.syntax.Lexer} cuts it into tokens,
 * {@link dev.kedge.jinja.internal.syntax.Parser} reads them.
 */
package dev.kedge.jinja.internal.syntax;
