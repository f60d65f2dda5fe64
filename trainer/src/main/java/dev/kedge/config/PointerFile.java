package dev.kedge.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The small text that Git LFS leaves in the place of a large file until the file itself is fetched: what a clone
 * without {@code git lfs pull} has.
 */
public final class PointerFile {

    private static final byte[] BEGINNING = "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.UTF_8);

    /** How many bytes of a file tell. */
    public static final int LENGTH = BEGINNING.length;

    private PointerFile() {}

    /**
     * Refuses a pointer.
     *
     * @param file for the message
     * @param beginning its first {@link #LENGTH} bytes or more; fewer of a smaller file
     * @throws IllegalArgumentException if it is a pointer
     */
    public static void refuse(Path file, byte[] beginning) {
        boolean pointer = beginning.length >= LENGTH;
        for (int i = 0; pointer && i < LENGTH; i++) {
            pointer = beginning[i] == BEGINNING[i];
        }
        if (pointer) {
            throw new IllegalArgumentException(
                    file + " is a Git LFS pointer, not the file itself; git lfs pull fetches it");
        }
    }
}
