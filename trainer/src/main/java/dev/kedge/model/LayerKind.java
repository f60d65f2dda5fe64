package dev.kedge.model;

import java.util.OptionalInt;

/**
 * The view of one layer's attention: how far it sees, and by which positions.
 *
 * @param window how many positions a token sees, its own and those before it; empty for all
 * @param positions how queries and keys are turned
 */
public record LayerKind(OptionalInt window, Positions positions) {

    /** All positions before, turned like everywhere. */
    public static final LayerKind FULL = new LayerKind(OptionalInt.empty(), Positions.GLOBAL);

    /** The rotary positions of a layer. */
    public enum Positions {
        /** Those of the decoder. */
        GLOBAL,
        /** Those of layers with a window, where they have their own (Gemma 3). */
        LOCAL,
        /** None: the layer does not know the order of what it sees (SmolLM3). */
        NONE
    }

    /** Checks the range. */
    public LayerKind {
        if (window.isPresent() && window.getAsInt() < 1) {
            throw new IllegalArgumentException("sliding_window must be >= 1, got " + window.getAsInt());
        }
    }

    /**
     * A layer that sees the last positions only.
     *
     * @param window how many
     */
    public static LayerKind windowed(int window) {
        return new LayerKind(OptionalInt.of(window), Positions.GLOBAL);
    }
}
