package dev.kedge.train.internal.update;

import dev.kedge.checkpoint.Checkpointed;
import dev.kedge.objective.Objective;
import dev.kedge.objective.ObjectiveCatalogue;
import dev.kedge.objective.ObjectiveConfig;
import dev.kedge.objective.schedule.ThresholdController;
import dev.kedge.objective.schedule.ThresholdController.Measure;
import dev.kedge.objective.schedule.ThresholdSchedule;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/**
 * The objective of a run: the same in every step, unless a schedule plans its thresholds or a controller steers them.
 * Where both do, thresholds are multiplied by both factors.
 */
public final class SteeredObjective implements Checkpointed {

    private final DoubleFunction<Objective> atScale;
    private final ThresholdSchedule schedule;
    private final Optional<ThresholdController> controller;
    private double scale = 1;
    private Objective objective;

    private SteeredObjective(
            DoubleFunction<Objective> atScale, ThresholdSchedule schedule, Optional<ThresholdController> controller) {
        this.atScale = atScale;
        this.schedule = schedule;
        this.controller = controller;
        this.objective = atScale.apply(1);
    }

    /**
     * The objective that a recipe describes.
     *
     * @param config its settings
     * @throws dev.kedge.config.ConfigException if they are wrong
     */
    public static SteeredObjective of(ObjectiveConfig config) {
        return new SteeredObjective(
                scale -> ObjectiveCatalogue.objective(config, scale),
                ObjectiveCatalogue.schedule(config).orElse(step -> 1),
                ObjectiveCatalogue.controller(config));
    }

    /**
     * One that never changes.
     *
     * @param objective as it stays
     */
    public static SteeredObjective fixed(Objective objective) {
        return new SteeredObjective(scale -> objective, step -> 1, Optional.empty());
    }

    /** As it is in the step that {@link #begin} named. */
    public Objective objective() {
        return objective;
    }

    /** What thresholds are multiplied by in the step that {@link #begin} named. */
    double scale() {
        return scale;
    }

    /**
     * Takes the thresholds that a step has.
     *
     * @param step counted from 1
     */
    void begin(long step) {
        double now = schedule.factor(step)
                * controller.map(ThresholdController::scale).orElse(1.0);
        if (now != scale) {
            scale = now;
            objective = atScale.apply(now);
        }
    }

    /** What must be measured after the updates of a step. */
    public Optional<Measure> measure() {
        return controller.map(ThresholdController::measure);
    }

    /**
     * Takes the divergence after a step into account; gives what the controller multiplies thresholds by from the next
     * step on.
     */
    double observe(double divergence) {
        controller.orElseThrow().observe(divergence);
        return controller.orElseThrow().scale();
    }

    /** What the controller has to say of the last step. */
    public Optional<String> warning() {
        return controller.flatMap(ThresholdController::warning);
    }

    @Override
    public SortedMap<String, Double> state() {
        return controller.map(ThresholdController::state).orElseGet(TreeMap::new);
    }

    @Override
    public void resume(SortedMap<String, Double> state) {
        controller.ifPresent(steering -> steering.resume(state));
    }
}
