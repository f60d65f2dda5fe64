package dev.kedge.objective.schedule;

import dev.kedge.checkpoint.Checkpointed;
import java.util.Optional;

/**
 * A rule that makes thresholds wider or narrower by what the updates of a step did to the policy. What a recipe chooses
 * under {@code objective.controller}.
 *
 * <p>What it is shown is the divergence of the policy <i>after</i> all updates of a step from the policy before them,
 * as in PPO's penalty form, Schulman et al. 2017, arXiv:1707.06347, section 4.
 */
public interface ThresholdController extends Checkpointed {

    /** The divergence that is measured. */
    enum Measure {
        /** The mean of KL3 over the completion tokens of the step: {@code update/kl3_after}. */
        KL3("update/kl3_after"),
        /**
         * The mean of the exact {@code KL(π_old ‖ π_new)} at the tokens where it is measured: {@code exact/kl_after}.
         */
        EXACT("exact/kl_after");

        private final String metric;

        Measure(String metric) {
            this.metric = metric;
        }

        /** The name under which the measurement is recorded. */
        public String metric() {
            return metric;
        }
    }

    /** What the rule looks at. */
    Measure measure();

    /**
     * Takes a step's measurement into account.
     *
     * @param divergence after the step's updates, in nats; a number that is none changes nothing
     */
    void observe(double divergence);

    /**
     * What thresholds are multiplied by in the next step, and coefficients of a proximal penalty divided by.
     *
     * @return 1 at the start
     */
    double scale();

    /**
     * What a person should know of the last measurement.
     *
     * @return a line, once for each trouble
     */
    Optional<String> warning();
}
