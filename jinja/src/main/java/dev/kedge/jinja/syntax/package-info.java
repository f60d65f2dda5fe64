/** From source to tree: {@link dev.kedge.jinja.syntax.Lexer} cuts it into tokens, {@link dev.kedge.jinja.syntax.Parser} reads them. */
package dev.kedge.jinja.syntax;
