package dev.kedge.math.internal.extract;

import dev.kedge.math.internal.term.Term;
import java.util.Optional;

/**
 * An answer that was found in a text.
 *
 * @param text as it was written
 * @param term what it says; empty if it cannot be read
 * @param reason why it cannot be read, else empty
 * @param kind where it stood
 */
public record Found(String text, Optional<Term> term, String reason, Kind kind) {

    /** The place of an answer in a text. */
    public enum Kind {
        /** Between {@code <answer>} and {@code </answer>}. */
        TAG,
        /** Behind {@code ####}. */
        HASHES,
        /** In a box. */
        BOX,
        /** Behind "answer is" or the like. */
        SAID,
        /** The whole text is the answer. */
        WHOLE,
        /** The last formula. */
        FORMULA,
        /** The last number. */
        NUMBER,
        /** There is none. */
        NONE
    }

    static Found none(String reason) {
        return new Found("", Optional.empty(), reason, Kind.NONE);
    }

    /**
     * Whether there is an answer, readable or not.
     *
     * @return false for {@link Kind#NONE}
     */
    public boolean isAnswer() {
        return kind != Kind.NONE;
    }
}
