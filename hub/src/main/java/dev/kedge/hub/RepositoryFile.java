package dev.kedge.hub;

import java.util.Arrays;
import java.util.Optional;

/**
 * A file of a repository at one commit, as the hub lists it.
 *
 * @param path in the repository, with {@code /} between folders
 * @param size in bytes
 * @param blob SHA-1 of the git blob: of the content, or of the pointer that stands for a large file
 * @param sha256 of the content, if it is a large file
 * @param xetHash by which the hub's newer storage knows the content, if it does
 */
record RepositoryFile(String path, long size, String blob, Optional<String> sha256, Optional<String> xetHash) {

    /** Refuses what could lead out of its folder, or has no content that can be checked. */
    RepositoryFile {
        checkPath(path);
        if (size < 0
                || !blob.matches("[0-9a-f]{40}")
                || sha256.filter(sum -> !sum.matches("[0-9a-f]{64}")).isPresent()) {
            throw new HubException("a file must be listed with its size and checksum, which " + path + " is not");
        }
    }

    /** Refuses a path that leads out of its folder. */
    static void checkPath(String path) {
        if (path.isEmpty()
                || path.startsWith("/")
                || path.contains("\\")
                || path.contains(":")
                || path.chars().anyMatch(Character::isISOControl)
                || Arrays.stream(path.split("/", -1))
                        .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."))) {
            throw new HubException("a file of a repository must be a path inside it, got " + path);
        }
    }

    /** What names its content: the file in {@code blobs}, and the ETag of the hub. */
    String etag() {
        return sha256.orElse(blob);
    }
}
