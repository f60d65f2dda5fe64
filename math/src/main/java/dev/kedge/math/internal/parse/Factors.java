package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.lex.Token;
import dev.kedge.math.internal.lex.UnreadableException;
import dev.kedge.math.internal.term.Term;

/** The rules of the grammar for single factors. */
interface Factors {

    /** One factor with what is written behind it: powers, signs. */
    Term factor() throws UnreadableException;

    /** What a command is given: braces, or the next thing without them. */
    Term argument() throws UnreadableException;

    /** What is raised or lowered: braces, or one number or name without what is written behind it. */
    Term script() throws UnreadableException;

    /** Whether a token can be the next factor of a product without a sign. */
    boolean beginsFactor(Token token, Term left);
}
