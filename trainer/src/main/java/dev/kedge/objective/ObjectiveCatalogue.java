package dev.kedge.objective;

import dev.kedge.api.Catalogue;
import dev.kedge.api.Choice;
import dev.kedge.api.ForeignKinds;
import dev.kedge.config.Catalogues;
import dev.kedge.config.ConfigException;
import dev.kedge.objective.advantage.AdvantageCatalogue;
import dev.kedge.objective.advantage.Advantages;
import dev.kedge.objective.condition.Conditions;
import dev.kedge.objective.penalty.ProximalPenalty;
import dev.kedge.objective.penalty.ScaledPenalty;
import dev.kedge.objective.schedule.ThresholdController;
import dev.kedge.objective.schedule.ThresholdSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The choices that an objective can be made of, and the making of it. */
public final class ObjectiveCatalogue {

    private ObjectiveCatalogue() {}

    /**
     * One catalogue for each axis.
     *
     * @param foreign the kinds of other jars
     * @return conditions first, then advantages, then the others
     */
    public static Catalogues catalogues(ForeignKinds foreign) {
        List<Catalogue<?>> all = new ArrayList<>();
        all.add(Conditions.catalogue(foreign));
        all.add(AdvantageCatalogue.estimators(foreign));
        all.add(AdvantageCatalogue.penalties(foreign));
        all.addAll(ObjectiveKinds.catalogues(foreign));
        return Catalogues.of(all);
    }

    /**
     * Builds the objective that a recipe describes.
     *
     * @param config one choice per axis
     * @throws ConfigException if a setting is out of range; its path begins with {@code objective.}
     */
    public static Objective objective(ObjectiveConfig config) {
        return objective(config, 1);
    }

    /**
     * Builds the objective that a recipe describes, its thresholds multiplied.
     *
     * @param config one choice per axis
     * @param thresholdScale what a controller multiplies the condition's thresholds and divides a proximal coefficient
     *     by
     * @throws ConfigException if a setting is out of range; its path begins with {@code objective.}
     */
    public static Objective objective(ObjectiveConfig config, double thresholdScale) {
        PolicySurrogate surrogate = new PolicySurrogate(
                ConfigException.within(
                        "objective.condition", () -> Conditions.create(config.condition(), thresholdScale)),
                made("response", config.response()),
                config.sidedness(),
                made("worsening_cap", config.worseningCap()),
                made("level", config.level()));
        return new Objective(
                surrogate.conditions(),
                surrogate.response(),
                surrogate.sidedness(),
                surrogate.worseningCap(),
                surrogate.level(),
                made("aggregation", config.aggregation()),
                made("selection", config.selection()),
                made("correction", config.correction()).corrections(),
                made("reference", config.reference()),
                proximal(config, thresholdScale),
                config.entropyBonus(),
                made("anchor", config.anchor()),
                made("weight", config.weight()),
                made("control_variate", config.controlVariate())
                        .map(variate -> ConfigException.within("objective", () -> variate.term(surrogate))));
    }

    /**
     * Builds what a recipe says of advantages: the estimator and the penalty in the reward.
     *
     * @param config one choice per axis
     * @return both
     * @throws ConfigException if a setting is out of range, or one does not suit the other
     */
    public static Advantages advantages(ObjectiveConfig config) {
        return ConfigException.within(
                "objective",
                () -> new Advantages(
                        ConfigException.within("advantage", config.advantage()::create),
                        config.rewardPenalty()
                                .map(penalty -> ConfigException.within("reward_penalty", penalty::create))));
    }

    /**
     * Builds the controller that a recipe describes.
     *
     * @param config one choice per axis
     * @return the controller, if there is one
     * @throws ConfigException if a setting is out of range, or if there is nothing to steer
     */
    public static Optional<ThresholdController> controller(ObjectiveConfig config) {
        return steering("controller", config, config.controller());
    }

    /**
     * Builds the schedule that a recipe describes.
     *
     * @param config one choice per axis
     * @return the schedule, if there is one
     * @throws ConfigException if a setting is out of range, or if there is nothing to plan
     */
    public static Optional<ThresholdSchedule> schedule(ObjectiveConfig config) {
        return steering("threshold_schedule", config, config.thresholdSchedule());
    }

    private static <T> Optional<T> steering(String axis, ObjectiveConfig config, Optional<Choice<T>> choice) {
        if (choice.isPresent() && config.proximal().isEmpty() && !Conditions.hasThreshold(config.condition())) {
            throw new ConfigException(
                    "objective." + axis,
                    "must be none, since there is nothing to steer: objective.condition "
                            + config.condition().name() + " has no threshold, and objective.proximal is none; got "
                            + choice.get().name());
        }
        return made(axis, choice);
    }

    private static Optional<ProximalPenalty> proximal(ObjectiveConfig config, double thresholdScale) {
        return made("proximal", config.proximal())
                .map(penalty -> thresholdScale == 1 ? penalty : new ScaledPenalty(penalty, 1 / thresholdScale));
    }

    private static <T> T made(String axis, Choice<T> choice) {
        return ConfigException.within("objective." + axis, choice::create);
    }

    private static <T> Optional<T> made(String axis, Optional<Choice<T>> choice) {
        return choice.map(chosen -> made(axis, chosen));
    }
}
