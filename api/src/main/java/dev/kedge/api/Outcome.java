package dev.kedge.api;

/** The end of judging a completion; counted per step. */
public enum Outcome {
    /** The answer is right. */
    CORRECT,
    /** An answer was found and is wrong. */
    WRONG,
    /** No answer could be read from the completion. */
    UNPARSABLE,
    /** The verifier did not finish by its deadline. */
    TIMEOUT,
    /** The verifier failed. */
    ERROR
}
