package dev.kedge.task;

import java.nio.file.Path;

/**
 * A file a data set is read from.
 *
 * @param path where it lies
 * @param rows number of its rows that are used, before duplicates and prompts held out are left out
 */
public record DataFile(Path path, long rows) {}
