package dev.kedge.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * The folder of one repository in the cache, in the layout of {@code huggingface_hub}: {@code refs/REVISION} holds a
 * commit, {@code blobs/ETAG} contents, {@code snapshots/COMMIT/PATH} relative links to them, {@code trees/COMMIT.json}
 * the listing.
 *
 * @param settings where the cache is
 * @param name of the repository
 */
record HubCache(HubSettings settings, HubName name) {

    /** The folder of the commits that are there. */
    static final String SNAPSHOTS = "snapshots";

    /** Begins a file that backup programs know, by the standard of cache directories. */
    private static final String CACHE_TAG = """
            Signature: 8a477f597d28d172789f06886806bc55
            # A cache of the Hugging Face hub: everything in it can be downloaded again.
            """;

    Path folder() {
        return settings.cache().resolve(name.folder());
    }

    Path blob(String etag) {
        return folder().resolve("blobs").resolve(etag);
    }

    Path snapshot(String commit) {
        return folder().resolve(SNAPSHOTS).resolve(commit);
    }

    Path listing(String commit) {
        return folder().resolve("trees").resolve(commit + ".json");
    }

    Path lock(String etag) {
        return settings.cache().resolve(".locks").resolve(name.folder()).resolve(etag + ".lock");
    }

    private Path ref() {
        return folder().resolve("refs").resolve(name.revision());
    }

    /** The commit that the revision was when it was last asked for. */
    Optional<String> commit() {
        if (name.isCommit()) {
            return Optional.of(name.revision());
        }
        try {
            return Files.isRegularFile(ref())
                    ? Optional.of(Files.readString(ref()).strip()).filter(text -> text.matches("[0-9a-f]{40}"))
                    : Optional.empty();
        } catch (IOException e) {
            throw new HubException("cannot read " + ref() + ": " + e.getMessage(), e);
        }
    }

    /** Remembers which commit the revision is. */
    void keepCommit(String commit) throws IOException {
        if (!name.isCommit() && !commit().equals(Optional.of(commit))) {
            write(ref(), commit);
        }
    }

    /** Marks the cache as one. */
    void tag() throws IOException {
        Files.createDirectories(settings.cache());
        Path tag = settings.cache().resolve("CACHEDIR.TAG");
        if (!Files.exists(tag)) {
            write(tag, CACHE_TAG);
        }
    }

    /** Lets a snapshot have a blob at a path: by a relative link, or where that cannot be, by the content itself. */
    void link(String commit, String path, String etag, boolean fresh) throws IOException {
        Path pointer = snapshot(commit).resolve(path);
        if (!fresh && Files.isSymbolicLink(pointer) && Files.exists(pointer)) {
            return;
        }
        Files.createDirectories(parent(pointer));
        Files.deleteIfExists(pointer);
        if (settings.symlinks()) {
            try {
                Files.createSymbolicLink(pointer, parent(pointer).relativize(blob(etag)));
                return;
            } catch (UnsupportedOperationException | IOException e) {
                if (Files.exists(pointer)) {
                    return; // a process beside us was faster
                }
            }
        }
        if (fresh) {
            Files.move(blob(etag), pointer);
        } else {
            Files.copy(blob(etag), pointer);
        }
    }

    /** Writes a file so that nobody sees half of it. */
    static void write(Path file, String text) throws IOException {
        Files.createDirectories(parent(file));
        Path beside = file.resolveSibling(
                file.getFileName() + "." + UUID.randomUUID().toString().substring(0, 8) + ".tmp");
        Files.write(beside, text.getBytes(StandardCharsets.UTF_8));
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static Path parent(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    }
}
