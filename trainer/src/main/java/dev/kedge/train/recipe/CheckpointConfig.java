package dev.kedge.train.recipe;

import dev.kedge.api.Formerly;
import dev.kedge.api.SettingException;
import dev.kedge.model.hub.ModelDirectory;

/**
 * The times at which the run is saved.
 *
 * @param every steps between checkpoints; 1 loses at most the step in progress to a kill
 * @param keepLast how many of the newest checkpoints are kept
 * @param maxShardBytes the largest size of a file of weights; a larger model is written into several, with an index
 */
public record CheckpointConfig(
        int every, int keepLast, @Formerly("shard_bytes") long maxShardBytes) {

    /** Every step, the last two kept. */
    public static final CheckpointConfig DEFAULT = new CheckpointConfig(1, 2, ModelDirectory.SHARD_BYTES);

    public CheckpointConfig {
        if (every < 1) {
            throw new SettingException("every", "must be >= 1, got " + every);
        }
        if (maxShardBytes < 1) {
            throw new SettingException("maxShardBytes", "must be >= 1, got " + maxShardBytes);
        }
        if (keepLast < 1) {
            throw new SettingException("keepLast", "must be >= 1, got " + keepLast);
        }
    }

    /**
     * The same with another {@code every}.
     *
     * @param value steps between checkpoints; 1 loses at most the step in progress to a kill
     */
    public CheckpointConfig withEvery(int value) {
        return new CheckpointConfig(value, keepLast, maxShardBytes);
    }

    /**
     * The same with another {@code keepLast}.
     *
     * @param value how many of the newest checkpoints are kept
     */
    public CheckpointConfig withKeepLast(int value) {
        return new CheckpointConfig(every, value, maxShardBytes);
    }

    /**
     * The same with another {@code maxShardBytes}.
     *
     * @param value the largest size of a file of weights; a larger model is written into several, with an index
     */
    public CheckpointConfig withMaxShardBytes(long value) {
        return new CheckpointConfig(every, keepLast, value);
    }
}
