package dev.kedge.math;

import dev.kedge.math.internal.extract.AnswerFinder;
import dev.kedge.math.internal.extract.Found;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The answers of the references that were last judged by: every completion of a group is judged by the same reference,
 * which is read once. Threads may share it. At most {@value #MAX_KEPT} references of at most {@value #MAX_LENGTH}
 * characters are kept; then it begins anew.
 */
final class References {

    static final int MAX_KEPT = 1024;
    private static final int MAX_LENGTH = 1000;

    private final Map<String, Found> kept = new ConcurrentHashMap<>();

    /** What {@link AnswerFinder#inReference} finds. */
    Found answerOf(String reference) {
        Found known = kept.get(reference);
        if (known != null) {
            return known;
        }
        Found found = AnswerFinder.inReference(reference);
        if (reference.length() <= MAX_LENGTH) {
            if (kept.size() >= MAX_KEPT) {
                kept.clear();
            }
            kept.put(reference, found);
        }
        return found;
    }

    /** How many are kept. */
    int size() {
        return kept.size();
    }
}
