package dev.kedge.train.event;

import java.io.IOException;
import java.util.List;

/**
 * An observer of a run. A lambda hears the steps; a class that overrides more methods hears more.
 *
 * <p>Called on the thread that runs the trainer, in the order in which things happen, several listeners one after the
 * other. An exception ends the run: it comes out of {@code Trainer.run} as it was thrown, later listeners do not hear
 * the event, and the run directory is what it is after a kill: valid up to its newest checkpoint, so that running again
 * goes on there and ends with the same bytes as if nothing had happened. What the event tells was recorded before; only
 * a checkpoint that was due after it is missing.
 */
@FunctionalInterface
public interface TrainingListener {

    /**
     * A step of reinforcement learning is done.
     *
     * @param step what was sampled and measured
     * @throws IOException if the listener cannot write; the run ends
     */
    void step(TrainingEvent.Step step) throws IOException;

    /**
     * Held-out prompts were evaluated.
     *
     * @param evaluation what was measured
     * @throws IOException if the listener cannot write; the run ends
     */
    default void evaluation(TrainingEvent.Evaluated evaluation) throws IOException {}

    /**
     * A checkpoint was written.
     *
     * @param checkpoint where it is
     * @throws IOException if the listener cannot write; the run ends
     */
    default void checkpoint(TrainingEvent.Checkpointed checkpoint) throws IOException {}

    /**
     * An update of the warm start is done.
     *
     * @param update what was measured
     * @throws IOException if the listener cannot write; the run ends
     */
    default void warmStart(TrainingEvent.WarmStartUpdate update) throws IOException {}

    /**
     * A phase begins.
     *
     * @param phase which, and how long it is
     * @throws IOException if the listener cannot write; the run ends
     */
    default void phase(TrainingEvent.PhaseBegun phase) throws IOException {}

    /**
     * Something about the run should be known, before it starts.
     *
     * @param warning one line
     * @throws IOException if the listener cannot write; the run ends
     */
    default void warning(TrainingEvent.Warning warning) throws IOException {}

    /**
     * The run is finished and its model written.
     *
     * @param finished what came out
     * @throws IOException if the listener cannot write
     */
    default void finished(TrainingEvent.Finished finished) throws IOException {}

    /**
     * Hears any event; calls the method that is for it.
     *
     * @param event what happened
     * @throws IOException if the listener cannot write; the run ends
     */
    default void on(TrainingEvent event) throws IOException {
        if (event instanceof TrainingEvent.Step step) {
            step(step);
        } else if (event instanceof TrainingEvent.Evaluated evaluation) {
            evaluation(evaluation);
        } else if (event instanceof TrainingEvent.Checkpointed checkpoint) {
            checkpoint(checkpoint);
        } else if (event instanceof TrainingEvent.WarmStartUpdate update) {
            warmStart(update);
        } else if (event instanceof TrainingEvent.PhaseBegun phase) {
            phase(phase);
        } else if (event instanceof TrainingEvent.Warning warning) {
            warning(warning);
        } else if (event instanceof TrainingEvent.Finished finished) {
            finished(finished);
        }
    }

    /** A listener that hears nothing. */
    static TrainingListener none() {
        return step -> {};
    }

    /**
     * Several listeners as one.
     *
     * @param listeners called in this order
     */
    static TrainingListener all(List<? extends TrainingListener> listeners) {
        List<TrainingListener> each = List.copyOf(listeners);
        return new TrainingListener() {
            @Override
            public void step(TrainingEvent.Step step) throws IOException {
                on(step);
            }

            @Override
            public void on(TrainingEvent event) throws IOException {
                for (TrainingListener listener : each) {
                    listener.on(event);
                }
            }
        };
    }
}
