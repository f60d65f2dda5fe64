package dev.kedge.math.internal.parse;

import dev.kedge.math.internal.lex.UnreadableException;
import dev.kedge.math.internal.term.Term;

/** The rules of the grammar for what stands within brackets and commands, from the loosest to the tightest. */
interface Answers {

    /** Several answers, or one. */
    Term answers() throws UnreadableException;

    /** One answer: an equation, an inequality, or one side alone. */
    Term relation() throws UnreadableException;

    /** Products with signs between them. */
    Term sum() throws UnreadableException;

    /** Factors with or without signs between them. */
    Term product() throws UnreadableException;
}
