package dev.kedge.train.internal.update;

import dev.kedge.checkpoint.Checkpointed;
import dev.kedge.objective.KlTarget;
import dev.kedge.objective.Objective;
import dev.kedge.objective.ObjectiveCatalogue;
import dev.kedge.objective.ObjectiveConfig;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/** The objective of a run: the same in every step, unless a controller steers its thresholds. */
public final class SteeredObjective implements Checkpointed {

    private final DoubleFunction<Objective> atScale;
    private final Optional<KlTarget> controller;
    private Objective objective;

    private SteeredObjective(DoubleFunction<Objective> atScale, Optional<KlTarget> controller) {
        this.atScale = atScale;
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
                scale -> ObjectiveCatalogue.objective(config, scale), ObjectiveCatalogue.controller(config));
    }

    /**
     * One that never changes.
     *
     * @param objective as it stays
     */
    public static SteeredObjective fixed(Objective objective) {
        return new SteeredObjective(scale -> objective, Optional.empty());
    }

    /** As it is for the next step. */
    public Objective objective() {
        return objective;
    }

    /**
     * Takes the metrics of a step into account; gives what thresholds are multiplied by from now on, if they are
     * steered.
     */
    Optional<Double> observe(Map<String, Double> metrics) {
        controller.ifPresent(target -> {
            target.observe(metrics);
            objective = atScale.apply(target.scale());
        });
        return controller.map(KlTarget::scale);
    }

    @Override
    public SortedMap<String, Double> state() {
        return controller.map(KlTarget::state).orElseGet(TreeMap::new);
    }

    @Override
    public void resume(SortedMap<String, Double> state) {
        controller.ifPresent(target -> {
            target.resume(state);
            objective = atScale.apply(target.scale());
        });
    }
}
