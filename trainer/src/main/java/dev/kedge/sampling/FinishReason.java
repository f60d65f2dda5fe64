package dev.kedge.sampling;

/** The reason why a completion ended; carried explicitly, never guessed from the last token. */
public enum FinishReason {
    /** An end token was sampled; it is the completion's last token. */
    STOP,
    /** The limit on new tokens was reached. */
    LENGTH
}
