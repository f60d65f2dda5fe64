package dev.kedge.architecture.violations.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file in a room without I/O. */
final class ReadsFile {

    private ReadsFile() {}

    static String read() throws IOException {
        return Files.readString(Path.of("a"));
    }
}
