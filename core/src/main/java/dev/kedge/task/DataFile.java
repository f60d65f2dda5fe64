package dev.kedge.task;

import java.nio.file.Path;

/**
 * A file a data set was read from, as it was when it was read.
 *
 * @param path where it lies
 * @param sha256 SHA-256 of its bytes, 64 lower-case hexadecimal digits
 * @param rows number of rows read from it
 */
public record DataFile(Path path, String sha256, int rows) {}
