package dev.kedge.train;

import java.util.Map;
import java.util.Optional;

/**
 * A look at the weights that {@code objective.correction} gives: they should be near 1 on average, since a ratio of
 * probabilities has mean 1 over what was sampled. A mean outside of [{@value #LOW}, {@value #HIGH}] changes the size of
 * the updates, and weights that are all 0 end the learning; either is said once, and again after it has gone away.
 */
final class CorrectionWatch {

    private static final double LOW = 0.5;
    private static final double HIGH = 2;

    private boolean said;

    /** What there is to say after a step, by its metrics. */
    Optional<String> after(long step, Map<String, Double> metrics) {
        Double mean = metrics.get("correction/weight_mean");
        if (mean == null) {
            return Optional.empty();
        }
        boolean strange = !(mean >= LOW && mean <= HIGH);
        boolean first = strange && !said;
        said = strange;
        if (!first) {
            return Optional.empty();
        }
        return Optional.of(
                mean == 0
                        ? "objective.correction leaves nothing in step " + step + ": every weight is 0 (correction/"
                                + "removed_fraction is 1), so nothing is learned"
                        : "objective.correction weighs what is learned from by " + mean + " on average in step " + step
                                + " (correction/weight_mean), outside of [0.5, 2]; updates are smaller or larger by as much");
    }
}
