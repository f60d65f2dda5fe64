package dev.kedge.internal.run;

import java.util.Locale;

/** The part of a run that a line of metrics belongs to, in the order in which the parts of a run follow each other. */
public enum Phase {
    /** The supervised warm start; steps are counted on their own, from 1. */
    WARM_START(0),
    /** A step of reinforcement learning, counted from 1; step 0 is the policy before the first update. */
    TRAIN(1),
    /** An evaluation on held-out prompts after the training step of the same number. */
    EVALUATION(1),
    /** The last line: what came out of the whole run. */
    SUMMARY(2);

    private final int stage;

    Phase(int stage) {
        this.stage = stage;
    }

    /**
     * The name in {@code metrics.jsonl}.
     *
     * @return for example {@code "warm_start"}
     */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Phase ofKey(String key) {
        for (Phase phase : values()) {
            if (phase.key().equals(key)) {
                return phase;
            }
        }
        throw new IllegalArgumentException(
                "phase must be one of warm_start, train, evaluation, summary, got \"" + key + "\"");
    }

    /** Whether something of this phase and step was recorded after the end of another phase's step. */
    boolean isAfter(long step, Phase otherPhase, long otherStep) {
        return stage != otherPhase.stage ? stage > otherPhase.stage : step > otherStep;
    }
}
