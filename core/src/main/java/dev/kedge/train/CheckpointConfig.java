package dev.kedge.train;

/**
 * When the run is saved.
 *
 * @param every steps between checkpoints; 1 loses at most the step in progress to a kill
 * @param keepLast how many of the newest checkpoints are kept
 */
public record CheckpointConfig(int every, int keepLast) {

    /** Every step, the last two kept. */
    public static final CheckpointConfig DEFAULT = new CheckpointConfig(1, 2);

    public CheckpointConfig {
        if (every < 1) {
            throw new IllegalArgumentException("every must be >= 1, got " + every);
        }
        if (keepLast < 1) {
            throw new IllegalArgumentException("keep_last must be >= 1, got " + keepLast);
        }
    }
}
