package dev.kedge.jinja.internal.syntax;

import dev.kedge.jinja.internal.guard.Place;
import dev.kedge.jinja.internal.value.None;
import dev.kedge.jinja.internal.value.Value;

/**
 * A piece of the source.
 *
 * @param kind what it is
 * @param text how it is written; of data the text between tags
 * @param value of a literal what it means; else none
 * @param place where it begins
 */
record Token(Kind kind, String text, Value value, Place place) {

    /** The sort of a token. */
    enum Kind {
        DATA("text"),
        VARIABLE_BEGIN("begin of print statement"),
        VARIABLE_END("end of print statement"),
        BLOCK_BEGIN("begin of statement block"),
        BLOCK_END("end of statement block"),
        NAME("name"),
        STRING("string"),
        INTEGER("integer"),
        FLOAT("float"),
        OPERATOR("operator"),
        END("end of template");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    static Token of(Kind kind, String text, Place place) {
        return new Token(kind, text, None.NONE, place);
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    /** How messages call it. */
    String description() {
        return kind == Kind.NAME || kind == Kind.OPERATOR ? text : kind.words();
    }
}
