package dev.kedge.hub;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The running checksum of a file's content: SHA-256 of a large file, else what git calls a blob, SHA-1 of {@code blob
 * SIZE}, a zero byte and the content.
 */
final class ContentDigest {

    private final MessageDigest digest;
    private final RepositoryFile file;

    ContentDigest(RepositoryFile file) {
        this.file = file;
        try {
            digest = MessageDigest.getInstance(file.sha256().isPresent() ? "SHA-256" : "SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1 and SHA-256", e);
        }
        if (file.sha256().isEmpty()) {
            digest.update(("blob " + file.size() + "\0").getBytes(StandardCharsets.UTF_8));
        }
    }

    void update(byte[] bytes, int count) {
        digest.update(bytes, 0, count);
    }

    /** Whether the sum is the one that the hub listed; ends the sum. */
    boolean isRight() {
        return HexFormat.of().formatHex(digest.digest()).equals(file.etag());
    }
}
