package dev.kedge.random;

/** The purpose of a random stream; streams of different purposes are independent although they share the run's seed. */
public enum Purpose {
    /** Initial weights. */
    INITIALIZATION,
    /** The problems of a synthetic task. */
    TASK,
    /** The mistakes of a teacher in its demonstrations. */
    DEMONSTRATION,
    /** The order in which prompts are visited. */
    SHUFFLE,
    /** Tokens sampled for training rollouts. */
    ROLLOUT,
    /** The order of rollouts within the inner updates. */
    MINI_BATCH,
    /** Tokens sampled for evaluation. */
    EVALUATION,
    /** Made-up samples that show how often confidence intervals hold the truth. */
    BOOTSTRAP,
    /** The policies and rewards of the lab's studies. */
    LAB,
    /** Which tokens' exact divergence is measured. */
    EXACT_METER,
    /** Random choices among the tokens of an update. */
    UPDATE_TOKENS,
    /** Whether a prompt of the curriculum is taken. */
    CURRICULUM,
    /** The order that the rows of a data set are put into. */
    DATA_ORDER,
    /** Whether a weight is rounded up or down. */
    ROUNDING,
    /** Initial weights of adapters. */
    ADAPTER_INITIALIZATION,
    /** Which inputs of an adapter a training pass leaves out. */
    DROPOUT
}
