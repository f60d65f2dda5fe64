package dev.kedge.task;

/** The treatment of a row of the training files whose prompt is also in the files that are held out. */
public enum Overlap {
    /** It is left out, with a warning that names the first. Of a large Parquet file, when its turn comes. */
    LEAVE_OUT,
    /** The data set is refused, naming the first. */
    ERROR,
    /** It is trained on. */
    ALLOW
}
