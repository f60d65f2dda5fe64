package dev.kedge.objective.schedule;

import dev.kedge.api.SettingException;
import java.util.List;

/** A factor that changes at given steps: that of the last stage that has begun, 1 before the first. */
public final class Stages implements ThresholdSchedule {

    /**
     * A part of the run.
     *
     * @param fromStep its first step, counted from 1
     * @param factor in it, above 0
     */
    public record Stage(long fromStep, double factor) {

        /** Checks the ranges. */
        public Stage {
            if (fromStep < 1) {
                throw new SettingException("fromStep", "must be >= 1, got " + fromStep);
            }
            Decay.requireFactor("factor", factor);
        }
    }

    /**
     * The parts of the run.
     *
     * @param stages in the order of their first steps, at least one
     */
    public record Config(List<Stage> stages) {

        /** The thresholds as they are. */
        public static final Config DEFAULT = new Config(List.of(new Stage(1, 1)));

        /** Checks the order. */
        public Config {
            stages = List.copyOf(stages);
            if (stages.isEmpty()) {
                throw new SettingException("stages", "must list at least one, got none");
            }
            for (int i = 1; i < stages.size(); i++) {
                if (stages.get(i).fromStep() <= stages.get(i - 1).fromStep()) {
                    throw new SettingException(
                            "stages",
                            "must begin one after the other, got from_step "
                                    + stages.get(i - 1).fromStep() + " before "
                                    + stages.get(i).fromStep());
                }
            }
        }
    }

    private final Config config;

    /**
     * A schedule.
     *
     * @param config its parts
     */
    public Stages(Config config) {
        this.config = config;
    }

    @Override
    public double factor(long step) {
        return config.stages().stream()
                .filter(stage -> stage.fromStep() <= step)
                .reduce((earlier, later) -> later)
                .map(Stage::factor)
                .orElse(1.0);
    }
}
