package dev.kedge.verifiers.internal.sql;

/**
 * The outcome of comparing two queries.
 *
 * @param ending what came of it
 * @param reason in a few words
 */
public record SqlAnswer(Ending ending, String reason) {

    /** The verdict on a comparison. */
    public enum Ending {
        /** Both return the same. */
        SAME,
        /** They do not, or the policy's query fails. */
        DIFFERENT,
        /** The policy's text is not one SELECT. */
        REFUSED,
        /** The policy's query was cancelled. */
        TIMED_OUT,
        /** The database or the reference query is at fault. */
        FAULTY
    }
}
