package dev.kedge.math;

import dev.kedge.math.internal.equal.Sketch;
import dev.kedge.math.internal.extract.AnswerFinder;
import dev.kedge.math.internal.extract.Found;
import java.util.Optional;

/**
 * The reading of a completion or an answer.
 *
 * @param text all of it
 * @param found the answer in it
 * @param spoken its text without thinking and answer tags
 */
record Reading(String text, Found found, String spoken) {

    static Reading of(String text) {
        AnswerFinder.Reply reply = AnswerFinder.read(text);
        return new Reading(text, reply.found(), reply.spoken());
    }

    /** What it says at a glance; empty if only a comparison can tell whether another says the same. */
    Optional<Sketch> sketch() {
        return isLong() || !spoken.equals(text) || !text.strip().equals(text)
                ? Optional.empty()
                : Sketch.of(text, found, DecimalComma.isWritten(found.text()));
    }

    boolean isLong() {
        return text.length() > MathJudge.MAX_REPORT;
    }
}
