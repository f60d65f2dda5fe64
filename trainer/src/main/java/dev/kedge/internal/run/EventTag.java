package dev.kedge.internal.run;

import java.util.Optional;

/**
 * The names that values have in TensorBoard. Metrics of the warm start, whose steps are counted on their own, stand
 * under {@code warm_start/}, those of the last line, which are of the whole run, under {@code summary/}.
 */
final class EventTag {

    /** The text of {@code config.yaml}. */
    static final String CONFIG = "config";

    /** The name by which TensorBoard knows hyper-parameters. */
    static final String HYPER_PARAMETERS = "_hparams_/session_start_info";

    private static final String WARM_START = Phase.WARM_START.key() + "/";
    private static final String SUMMARY = Phase.SUMMARY.key() + "/";

    private EventTag() {}

    static String of(Phase phase, String metric) {
        String prefix = switch (phase) {
            case WARM_START -> WARM_START;
            case SUMMARY -> SUMMARY;
            case TRAIN, EVALUATION -> "";
        };
        return metric.startsWith(prefix) ? metric : prefix + metric;
    }

    /** The part of the run that a tag belongs to; empty for what was said once, before its first step. */
    static Optional<Phase> phase(String tag) {
        if (tag.equals(CONFIG) || tag.equals(HYPER_PARAMETERS)) {
            return Optional.empty();
        }
        if (tag.startsWith(SUMMARY)) {
            return Optional.of(Phase.SUMMARY);
        }
        return Optional.of(tag.startsWith(WARM_START) ? Phase.WARM_START : Phase.TRAIN);
    }
}
