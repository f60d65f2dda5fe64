package dev.kedge.objective.schedule;

/**
 * A plan of how tight the condition is over the steps of a run: what its thresholds are multiplied by, and the
 * coefficient of a proximal penalty divided by. What a recipe chooses under {@code objective.threshold_schedule}; the
 * condition's own settings are what holds at factor 1.
 */
@FunctionalInterface
public interface ThresholdSchedule {

    /**
     * The factor in a step.
     *
     * @param step counted from 1
     * @return above 0 and finite
     */
    double factor(long step);
}
