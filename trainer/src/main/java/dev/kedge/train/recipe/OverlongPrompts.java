package dev.kedge.train.recipe;

/** The treatment of a prompt that leaves no room in the model's positions for as many new tokens as are wanted. */
public enum OverlongPrompts {
    /** The run does not start; the longest prompt is named. */
    REFUSE,
    /**
     * The prompt is left out, of training and of evaluation, with a warning that says how many are and names the first.
     * Of a large Parquet file, when its turn comes.
     */
    LEAVE_OUT
}
