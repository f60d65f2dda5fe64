package dev.kedge.internal.run;

import java.nio.file.Path;

/**
 * A checkpoint that is complete on disk.
 *
 * @param step the training step after which it was taken
 * @param path {@code checkpoints/step-N}
 */
public record Checkpoint(long step, Path path) {}
