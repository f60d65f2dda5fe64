package dev.kedge.math.internal.lex;

import dev.kedge.math.internal.number.Rational;

/**
 * A piece of a written answer.
 *
 * @param kind what it is
 * @param text its name or characters; of a number, as written without separators
 * @param value of a number its value, else 0
 * @param start where it begins in the text that was read
 * @param spaced whether white space stands before it
 */
public record Token(Kind kind, String text, Rational value, int start, boolean spaced) {

    /** The sort of a token. */
    public enum Kind {
        /** A number without sign. */
        NUMBER,
        /** A number in a base: its digits, {@code _} and the base. */
        BASED,
        /** A currency before or behind an amount. */
        CURRENCY,
        /** A variable or another name. */
        SYMBOL,
        /** A word of running text. */
        WORD,
        /** Words that the writer marked as text. */
        TEXT,
        /** A function by its name. */
        FUNCTION,
        /** A named number: pi, e, i or infinity. */
        CONSTANT,
        /** {@code + - * / ^ _ ! :}, {@code ±} and {@code ∓}. */
        OPERATOR,
        /** A sign between two sides. */
        RELATION,
        /** An opening bracket. */
        OPEN,
        /** A closing bracket. */
        CLOSE,
        /** A bar that opens or closes. */
        BAR,
        /** A comma or semicolon. */
        COMMA,
        /** "and". */
        AND,
        /** "or". */
        OR,
        /** Union, intersection or difference. */
        SET_OPERATION,
        /** A percent sign or word. */
        PERCENT,
        /** A degree sign or word. */
        DEGREE,
        /** A prime. */
        PRIME,
        /** The sign between two columns. */
        COLUMN,
        /** The end of a row. */
        ROW,
        /** The beginning of a LaTeX environment. */
        BEGIN,
        /** The end of a LaTeX environment. */
        FINISH,
        /** A fraction, root, binomial or another command that takes arguments. */
        COMMAND,
        /** The sign of a sum or product over an index. */
        SERIES,
        /** The end of the text. */
        END
    }

    /**
     * Whether this is words.
     *
     * @return true if they are plain or in a command for text
     */
    public boolean isWord() {
        return kind == Kind.WORD || kind == Kind.TEXT;
    }

    /**
     * Whether this is a certain token.
     *
     * @param wantedKind its kind
     * @param wantedText its text
     * @return true if both are the same
     */
    public boolean is(Kind wantedKind, String wantedText) {
        return kind == wantedKind && text.equals(wantedText);
    }
}
