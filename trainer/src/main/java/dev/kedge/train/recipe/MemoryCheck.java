package dev.kedge.train.recipe;

/** The consequence of a run that is likely to need more memory than there is. */
public enum MemoryCheck {
    /** The run does not start. */
    REFUSE,
    /** A warning, and the run starts. */
    WARN
}
