package dev.kedge.model;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The rule that one layer attends by.
 *
 * @param layer which layer asks, from 0
 * @param window how many positions a token sees, its own and those before it; empty for all
 * @param scoreCap c of {@code c · tanh(score / c)}, if scores are bounded
 */
public record AttentionRule(int layer, OptionalInt window, OptionalDouble scoreCap) {

    /**
     * Everything is seen, nothing bounded.
     *
     * @param layer which layer asks, from 0
     */
    public static AttentionRule plain(int layer) {
        return new AttentionRule(layer, OptionalInt.empty(), OptionalDouble.empty());
    }

    /** Whether a token of a text of this length does not see all that stands before it. */
    boolean hides(long length) {
        return window.isPresent() && window.getAsInt() < length;
    }
}
