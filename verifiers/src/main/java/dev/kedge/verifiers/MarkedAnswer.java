package dev.kedge.verifiers;

import java.util.Optional;

/**
 * The strict way to read a final answer: everything after a marker that occurs exactly once.
 *
 * <p>A completion with two markers names two answers, or hides one, and is not read at all.
 */
final class MarkedAnswer {

    /** The marker of the synthetic tasks. */
    static final String SYNTHETIC_MARKER = "#";

    private MarkedAnswer() {}

    /**
     * What follows the only marker.
     *
     * @param completion what the policy wrote
     * @param marker the marker
     * @return the rest of the completion as it stands; empty if there is no marker or more than one
     */
    static Optional<String> in(String completion, String marker) {
        int at = completion.indexOf(marker);
        if (at < 0 || completion.indexOf(marker, at + 1) >= 0) {
            return Optional.empty();
        }
        return Optional.of(completion.substring(at + marker.length()));
    }
}
