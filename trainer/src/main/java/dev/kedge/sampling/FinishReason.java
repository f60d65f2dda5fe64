package dev.kedge.sampling;

/** The reason why a completion ended; carried explicitly, never guessed from the last token. */
public enum FinishReason {
    /** An end token was sampled; it is the completion's last token. */
    STOP,
    /** One of the stop strings was written; the completion's last token completed it and is a part of the text. */
    STOP_STRING,
    /** The limit on new tokens was reached. */
    LENGTH
}
