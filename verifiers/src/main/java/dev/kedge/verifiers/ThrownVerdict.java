package dev.kedge.verifiers;

import dev.kedge.api.Outcome;
import dev.kedge.api.Verdict;

/** The verdict on a completion whose verifier threw: an error, with the beginning of what was thrown as its reason. */
final class ThrownVerdict {

    private static final int MAX_REASON = 200;
    private static final Verdict FAILED = new Verdict(Outcome.ERROR, 0, "", "the verifier failed");

    private ThrownVerdict() {}

    static Verdict of(Throwable failure) {
        try {
            return new Verdict(Outcome.ERROR, 0, "", described(failure));
        } catch (Throwable alsoFailed) { // the exception's own message, or memory for it
            return FAILED;
        }
    }

    private static String described(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
        String reason = failure.getClass().getSimpleName() + ": " + message;
        return reason.substring(0, Math.min(reason.length(), MAX_REASON));
    }
}
