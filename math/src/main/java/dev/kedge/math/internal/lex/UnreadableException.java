package dev.kedge.math.internal.lex;

import java.io.Serial;

/**
 * An answer that cannot be read; the message says why. Carries no stack, since it is thrown for every badly written
 * answer.
 */
public final class UnreadableException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    /**
     * A reason not to read an answer.
     *
     * @param reason what is wrong with it
     */
    public UnreadableException(String reason) {
        super(reason, null, false, false);
    }

    /**
     * What is wrong.
     *
     * @return a few words
     */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
