package dev.kedge.checkpoint;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A part of a run that learns from the steps, so that a checkpoint must keep what it knows. Most parts learn nothing.
 */
public interface Checkpointed {

    /** The numbers that a checkpoint keeps, by names that are this part's own. */
    default SortedMap<String, Double> state() {
        return new TreeMap<>();
    }

    /**
     * Goes on from a checkpoint.
     *
     * @param state what {@link #state} gave; empty for a checkpoint that knows nothing of this part
     */
    default void resume(SortedMap<String, Double> state) {}
}
