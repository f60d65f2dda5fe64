package dev.kedge.task;

/**
 * The part of a task that a prompt belongs to. The parts never share a problem.
 *
 * <p>{@link #VALIDATION} is for choosing settings, {@link #TEST} for reporting: a number reported on {@code TEST} is on
 * prompts that no setting was tuned on.
 */
public enum Split {
    /** Prompts that warm start and reinforcement learning may use. */
    TRAIN,
    /** Held out, for choosing settings. */
    VALIDATION,
    /** Held out, for reporting. */
    TEST
}
