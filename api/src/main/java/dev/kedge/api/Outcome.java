package dev.kedge.api;

/** The end of judging a completion; counted per step. */
public enum Outcome {
    /** The answer is right. */
    CORRECT,
    /** An answer was found and is wrong. */
    WRONG,
    /** No answer could be read from the completion. */
    UNPARSABLE,
    /** The verifier did not finish by its deadline. A completion's own program that runs too long is wrong instead. */
    TIMEOUT,
    /** The verifier failed. */
    ERROR;

    /** Whether the verifier came to no judgement, so that nothing is known about the completion. */
    public boolean isFailure() {
        return this == TIMEOUT || this == ERROR;
    }
}
