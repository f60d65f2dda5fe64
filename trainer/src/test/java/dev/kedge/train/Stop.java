package dev.kedge.train;

import dev.kedge.train.event.TrainingEvent;
import dev.kedge.train.event.TrainingListener;

/**
 * A listener that stops a run from within, right after it has told what happened.
 *
 * @param place at which kind of event
 * @param at the number of the update or step
 */
public record Stop(Place place, long at) implements TrainingListener {

    /** The event that a run is stopped at. */
    public enum Place {
        /** An update of the warm start. */
        WARM_START_UPDATE,
        /** A step of reinforcement learning. */
        STEP,
        /** The evaluations after a step. */
        EVALUATION
    }

    /** The exception that it throws. */
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Stops after a step of reinforcement learning. */
    public static Stop afterStep(long step) {
        return new Stop(Place.STEP, step);
    }

    @Override
    public void warmStart(TrainingEvent.WarmStartUpdate update) {
        stopIf(Place.WARM_START_UPDATE, update.update());
    }

    @Override
    public void step(TrainingEvent.Step step) {
        stopIf(Place.STEP, step.step());
    }

    @Override
    public void evaluation(TrainingEvent.Evaluated evaluation) {
        stopIf(Place.EVALUATION, evaluation.step());
    }

    private void stopIf(Place reached, long number) {
        if (reached == place && number == at) {
            throw new Stopped();
        }
    }
}
