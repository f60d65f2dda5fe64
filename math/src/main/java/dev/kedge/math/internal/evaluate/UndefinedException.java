package dev.kedge.math.internal.evaluate;

import java.io.Serial;

/**
 * A term has no value here: a division by zero, a number that grows too large, something that is no number. Carries no
 * stack.
 */
public final class UndefinedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    UndefinedException(String reason) {
        super(reason, null, false, false);
    }
}
