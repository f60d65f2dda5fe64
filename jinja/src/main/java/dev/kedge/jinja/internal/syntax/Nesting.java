package dev.kedge.jinja.internal.syntax;

import dev.kedge.jinja.internal.guard.Fault;
import java.util.function.Supplier;

/** The depth at which a parser is: expressions and statements are nested within bounds. */
final class Nesting {

    /** How deeply expressions and statements may be nested in the source. */
    private static final int MAX_LEVELS = 100;

    private final TokenStream tokens;
    private int level;

    Nesting(TokenStream tokens) {
        this.tokens = tokens;
    }

    /** What is read one level deeper. */
    <T> T deeper(Supplier<T> inner) {
        level++;
        if (level > MAX_LEVELS) {
            throw new Fault(tokens.place(), "the template is nested deeper than " + MAX_LEVELS + " levels");
        }
        T result = inner.get();
        level--;
        return result;
    }
}
