package dev.kedge.train.rollout;

import dev.kedge.metric.Metrics;
import dev.kedge.objective.advantage.Advantage;
import dev.kedge.rollout.Sample;
import java.util.ArrayList;
import java.util.List;

/** The groups to learn from: those in which at least one sample has an advantage. */
public final class TeachingGroups {

    /** Advantages are of the order of 1: less is what rounding leaves of 0. */
    private static final double ROUNDING = 1e-12;

    private TeachingGroups() {}

    /**
     * The samples of those groups.
     *
     * @param samples all of the step, with their advantages
     * @param metrics get what is measured
     * @return in their order; none if no group teaches anything
     */
    public static List<Sample> of(List<Sample> samples, Metrics metrics) {
        List<Sample> kept = new ArrayList<>();
        for (List<Sample> group : Sample.byGroup(samples)) {
            boolean teaches = group.stream().map(Sample::advantage).anyMatch(TeachingGroups::counts);
            metrics.mean("rollout/zero_variance_fraction", teaches ? 0 : 1, 1);
            if (teaches) {
                group.forEach(sample -> metrics.mean(
                        "update/advantage_mean_absolute", sample.advantage().meanAbsolute(), 1));
                kept.addAll(group);
            }
        }
        return kept;
    }

    /** NaN counts, so that the loss shows it. */
    private static boolean counts(Advantage advantage) {
        return !(advantage.meanAbsolute() <= ROUNDING);
    }
}
